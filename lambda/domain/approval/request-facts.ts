import { isIsoDate, isStoredDate } from '../calendar/plain-date.ts';
import type { Campaign, RequiredValue } from '../campaign/campaign.ts';
import { dayText } from '../cards/card-text.ts';
import type { Locale } from '../locale.ts';
import type { MessageContext } from '../message/message-context.ts';
import { valueAt } from '../message/missing-values.ts';
import type { StoredRecord } from '../records/record.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { StageConfig } from '../stage-config.ts';
import { recordTypesOf } from '../where/record-types-on-path.ts';
import { factLabel, factWords } from './fact-label.ts';
import { monthDayText } from './month-day-text.ts';

/** One line of what matters of the customer, in the stage's language. */
export interface RequestFact {
  readonly label: string;
  readonly value: string;
}

/** What a request's facts are drawn from. */
export interface FactSources {
  readonly campaign: Campaign;
  readonly required: readonly RequiredValue[];
  readonly row: SendRow;
  readonly customer: StoredRecord;
  readonly onPath: Readonly<Record<string, StoredRecord>>;
  readonly address: string;
  readonly context: MessageContext;
}

const LONGEST_VALUE = 200;

/**
 * What an approver should know of a customer: who it is, where the mail goes, the date it is about, what the campaign's
 * `where` looks at, and the values that the mail cannot do without. Empty ones are left out.
 */
export function requestFacts(sources: FactSources, stage: StageConfig): readonly RequestFact[] {
  const { campaign, required, row, customer, onPath, address, context } = sources;
  const { locale, recordModel: model } = stage;
  const words = factWords[locale];
  const field = (type: string, key: string) => (type === 'customer' ? customer : onPath[type])?.fields[key];
  const labelled = (type: string, key: string) => ({
    label: factLabel(model, type, key, locale),
    value: field(type, key),
  });
  const { trigger } = campaign;
  const date = trigger.kind === 'date' ? [labelled(trigger.path.holder, trigger.path.field)] : [];
  const isTold = row.date === row.dueOn || date.some(({ value }) => value === row.date);
  const facts = [
    labelled('customer', 'company'),
    labelled('customer', 'name'),
    { label: words.to, value: address },
    labelled('customer', 'owner.name'),
    ...date,
    ...(isTold ? [] : [{ label: words.occasion, value: row.date }]),
    { label: words.dueOn, value: row.dueOn },
    ...lookedAt(campaign, stage).map(({ type, key }) => labelled(type, key)),
    ...required
      .filter(({ offset }) => offset === undefined || offset === row.offset)
      .map(({ name, path }) => {
        const [first = '', ...rest] = name.split('.');
        const isTyped = first === 'customer' || onPath[first] !== undefined;
        const label = factLabel(model, isTyped ? first : 'customer', isTyped ? rest.join('.') : name, locale);
        return { label, value: valueAt(context, path) };
      }),
  ];
  const shown = new Map<string, string>();
  for (const { label, value } of facts) {
    const text = textOfValue(value, locale);
    if (text !== '' && !shown.has(label)) shown.set(label, text);
  }
  return [...shown].map(([label, value]) => ({ label, value }));
}

/** The fields that the campaign's `where` looks at; of a CEL text, those of the model that it names. */
function lookedAt(campaign: Campaign, { recordModel }: StageConfig) {
  const { where } = campaign;
  if (where.kind === 'everyone') return [];
  if (where.kind === 'map') return where.clauses;
  const { expression } = where;
  const types = recordModel.filter(({ type }) => recordTypesOf(campaign).includes(type));
  return types.flatMap(({ type, fields }) =>
    fields
      .filter(({ key, labels }) => {
        const quoted = [key, ...labels].flatMap((name) => [`"${name}"`, `'${name}'`]);
        return expression.includes(`${type}.${key}`) || quoted.some((name) => expression.includes(`${type}[${name}]`));
      })
      .map(({ key }) => ({ type, key })),
  );
}

function textOfValue(value: unknown, locale: Locale): string {
  if (typeof value === 'boolean') return value ? factWords[locale].yes : factWords[locale].no;
  if (typeof value === 'string' && isIsoDate(value)) return dayText(value, locale);
  if (typeof value === 'string' && isStoredDate(value)) return monthDayText(value, locale);
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return [...String(value)].slice(0, LONGEST_VALUE).join('');
}
