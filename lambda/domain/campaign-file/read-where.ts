import type { Step, Where, WhereClause } from '../campaign/campaign.ts';
import type { LocalizedText } from '../locale.ts';
import { readField } from '../records/read-field.ts';
import type { FieldKind, RecordModel } from '../records/record-model.ts';
import { checkCel } from '../where/check-cel.ts';
import { didYouMean } from './did-you-mean.ts';
import { fieldsInReach, fieldsNamed, keyName, knownFieldNames, labelName, type NamedField } from './field-names.ts';
import type { FieldPath, FrontMatter } from './front-matter.ts';
import type { ProblemList } from './problem-list.ts';

/** What a condition may look at. */
export interface WhereNames {
  readonly model: RecordModel;
  /** Types on the trigger's path, the customer among them, and those beyond it to which `steps` lead. */
  readonly types: readonly string[];
  readonly steps: readonly Step[];
  readonly hasEvent: boolean;
  /** The zone in which a date-time becomes a date. */
  readonly timeZone: string;
}

/** Reads `where`: a map of fields to values, or CEL text. What is wrong is reported. */
export function readWhere(front: FrontMatter, problems: ProblemList, names: WhereNames): Where {
  const value = front.valueOf(['where']);
  if (value === undefined) return { kind: 'everyone' };
  if (typeof value === 'string') return readCel(front, problems, names, value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.add(front.placeOf(['where']), whereWanted);
    return { kind: 'everyone' };
  }
  const clauses = front.keysOf(['where']).flatMap((name) => readClause(front, problems, names, name));
  return { kind: 'map', clauses };
}

function readCel(front: FrontMatter, problems: ProblemList, names: WhereNames, source: string): Where {
  const checked = checkCel(source, names);
  for (const { offset, message, unknown } of checked.problems) {
    const hint = unknown === undefined ? { ja: '', en: '' } : didYouMean(unknown.name, unknown.known);
    const place = front.placeInText(['where'], offset);
    const told = { ja: message.ja + hint.ja, en: message.en + hint.en };
    // No column is ever called as a function.
    const isFunction = unknown !== undefined && source.includes(`${unknown.name}(`);
    if (unknown === undefined || isFunction) problems.add(place, told);
    else problems.addUnknown(place, unknown.name, told);
  }
  return { kind: 'cel', expression: checked.expression };
}

function readClause(
  front: FrontMatter,
  problems: ProblemList,
  names: WhereNames,
  name: string,
): readonly WhereClause[] {
  const path = ['where', name];
  const found = resolve(name, names);
  if ('unknown' in found) {
    problems.addUnknown(front.placeOfKey(path), name, found.unknown);
    return [];
  }
  if ('message' in found) {
    problems.add(front.placeOfKey(path), found.message);
    return [];
  }
  const value = front.valueOf(path);
  const paths: readonly FieldPath[] = Array.isArray(value) ? value.map((_, index) => [...path, index]) : [path];
  if (paths.length === 0) problems.add(front.placeOf(path), valueWanted);
  const { type, field } = found;
  const values = paths.flatMap((each) => {
    const text = front.textOf(each);
    const reading = readField(field.kind, text, names.timeZone);
    if (reading.ok && reading.value !== undefined) return [reading.value];
    problems.add(front.placeOf(each), reading.ok ? valueWanted : wrongValue(text, name, field.kind));
    return [];
  });
  return [{ type: type.type, key: field.key, values }];
}

/** A bare name is the customer's field, or that of the one type on the path that has it. */
function resolve(
  name: string,
  names: WhereNames,
): NamedField | { readonly message: LocalizedText } | { readonly unknown: LocalizedText } {
  const { model, types } = names;
  const found = fieldsInReach(name, names);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (first !== undefined) {
    const message = {
      ja: `${name} に当たる項目が複数あります。どれかを書いてください: ${found.map((each) => `${labelName(each)}（${keyName(each)}）`).join('、')}`,
      en: `${name} may mean several fields. Write one of ${found.map(keyName).join(', ')}.`,
    };
    return { message };
  }
  const [elsewhere] = fieldsNamed(name, model);
  if (elsewhere !== undefined) {
    const message = {
      ja: `${name}（${keyName(elsewhere)}）は、この trigger からはたどれません。`,
      en: `${name} (${keyName(elsewhere)}) cannot be reached from this trigger.`,
    };
    return { message };
  }
  const hint = didYouMean(
    name,
    knownFieldNames(
      model.filter(({ type }) => types.includes(type)),
      () => true,
    ),
  );
  return { unknown: { ja: `${name} という項目はありません。${hint.ja}`, en: `There is no field ${name}.${hint.en}` } };
}

const whereWanted: LocalizedText = {
  ja: 'where は { 契約状態: 有効 } のような表か、customer.productA のような式で書いてください。',
  en: 'where is a map such as { contractStatus: active }, or an expression such as customer.productA.',
};

const valueWanted: LocalizedText = { ja: '値がありません。', en: 'A value is missing.' };

function wrongValue(text: string, name: string, kind: FieldKind): LocalizedText {
  if (kind === 'boolean') {
    return { ja: `${name} は、はい か いいえ で書いてください。`, en: `${name} is true or false, not ${text}.` };
  }
  if (kind === 'date') {
    return {
      ja: `${name} は 2027-04-01 のような日付で書いてください。`,
      en: `${name} is a date such as 2027-04-01, not ${text}.`,
    };
  }
  return { ja: `${name} は数で書いてください。`, en: `${name} is a number, not ${text}.` };
}
