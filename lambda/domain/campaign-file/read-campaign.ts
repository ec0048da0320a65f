import { instantOf } from '../calendar/zone.ts';
import type { Campaign, Recipient, Step, Trigger } from '../campaign/campaign.ts';
import type { LocalizedText } from '../locale.ts';
import type { RecordModel } from '../records/record-model.ts';
import type { StageConfig } from '../stage-config.ts';
import { didYouMean } from './did-you-mean.ts';
import { fieldsInReach, fieldsNamed, keyName, knownFieldNames } from './field-names.ts';
import { FieldReader } from './field-reader.ts';
import * as schemas from './field-schemas.ts';
import type { FrontMatter } from './front-matter.ts';
import type { ProblemList } from './problem-list.ts';
import { readWhere } from './read-where.ts';
import { secondPersonWithoutApproval, secondPersonWithoutSignIn } from './second-person.ts';
import { oncePast } from './trigger-messages.ts';

/** What reading a campaign needs to know beside its front matter. */
export interface CampaignSurroundings {
  readonly id: string;
  readonly trigger: Trigger | undefined;
  readonly stage: StageConfig;
  readonly model: RecordModel;
  /** Types on the trigger's path and those beyond it to which `steps` lead; all when the trigger is wrong. */
  readonly types: readonly string[];
  readonly steps: readonly Step[];
  readonly hasEvent: boolean;
  readonly nowMs: number;
  readonly identityOf: (replacedId: string) => string;
  /** True when this very file is live already: its date may have passed since. */
  readonly alreadyLive: boolean;
}

const KEYS = [
  ...['name', 'trigger', 'at', 'timeZone', 'where', 'category', 'subject', 'to', 'from', 'replyTo', 'approval'],
  ...['approver', 'channel', 'notify', 'validFor', 'businessDays', 'notAgainWithin', 'expect', 'activeFrom'],
  ...['activeUntil', 'enabled', 'locale', 'contact', 'lastSentColumn', 'replaces', 'secondPerson'],
];

/** Reads every setting but `trigger` and `subject`. Undefined when one that is required is wrong; all is reported. */
export function readCampaign(
  front: FrontMatter,
  problems: ProblemList,
  around: CampaignSurroundings,
): Campaign | undefined {
  const { id, trigger, stage } = around;
  const reader = new FieldReader(front, problems);
  reader.allowOnly(KEYS);
  const name = reader.require('name', schemas.text);
  const at = reader.read('at', schemas.timeOfDay) ?? '09:00';
  const timeZone = reader.read('timeZone', schemas.timeZone) ?? 'Asia/Tokyo';
  const where = readWhere(front, problems, { ...around, timeZone: stage.timeZone });
  const category = reader.require('category', schemas.category);
  const replaces = reader.read('replaces', schemas.campaignId);
  if (replaces === id)
    reader.report('replaces', { ja: '自分自身は置き換えられません。', en: 'A campaign cannot replace itself.' });
  checkOnce(front, problems, around, at, timeZone);
  const period = readPeriod(reader);
  const settings = {
    ...optional('from', readFrom(reader, stage)),
    ...optional('replyTo', reader.read('replyTo', schemas.ownerOrAddress)),
    ...optional('approver', reader.read('approver', schemas.ownerOrAddress)),
    ...optional('channel', reader.read('channel', schemas.text)),
    ...optional('notAgainWithin', reader.read('notAgainWithin', schemas.positiveDuration)),
    ...optional('expect', reader.read('expect', schemas.count)),
    ...optional('contact', reader.read('contact', schemas.text)),
    ...optional('lastSentColumn', readLastSentColumn(reader, around.model)),
  };
  const approval = reader.read('approval', schemas.approval) ?? 'flagged';
  const rest = {
    to: readRecipient(reader, around),
    approval,
    ...(readSecondPerson(reader, approval, stage) && { secondPerson: true }),
    notify: reader.read('notify', schemas.notify) ?? 'each',
    validFor: reader.read('validFor', schemas.duration) ?? { years: 0, months: 0, weeks: 0, days: 3 },
    businessDays: reader.read('businessDays', schemas.businessDays) ?? 'any',
    enabled: reader.read('enabled', schemas.yesNo) ?? true,
    locale: reader.read('locale', schemas.locale) ?? stage.locale,
  };
  if (name === undefined || category === undefined || trigger === undefined) return undefined;
  const identity = replaces === undefined ? id : around.identityOf(replaces);
  return { id, identity, name, trigger, at, timeZone, where, category, ...rest, ...settings, ...period };
}

function readPeriod(reader: FieldReader): Pick<Campaign, 'activeFrom' | 'activeUntil'> {
  const activeFrom = reader.read('activeFrom', schemas.isoDate);
  const activeUntil = reader.read('activeUntil', schemas.isoDate);
  if (activeFrom !== undefined && activeUntil !== undefined && activeUntil < activeFrom) {
    reader.report('activeUntil', {
      ja: `activeUntil は activeFrom（${activeFrom}）以後の日付にしてください。`,
      en: `activeUntil must not come before activeFrom (${activeFrom}).`,
    });
  }
  return { ...optional('activeFrom', activeFrom), ...optional('activeUntil', activeUntil) };
}

function readFrom(reader: FieldReader, { sender }: StageConfig): string | undefined {
  const from = reader.read('from', schemas.ownerOrAddress);
  if (from === undefined || from === 'owner') return from;
  const domain = domainOf(sender.email);
  if (domainOf(from) !== domain) {
    reader.report('from', {
      ja: `from は @${domain} のアドレスにしてください。ほかのドメインからは送れません。`,
      en: `from must be an address at ${domain}: no other domain may be sent from.`,
    });
  }
  return from;
}

function readSecondPerson(reader: FieldReader, approval: Campaign['approval'], { signIn }: StageConfig): boolean {
  const isDemanded = reader.read('secondPerson', schemas.yesNo) ?? false;
  if (isDemanded && signIn === undefined) reader.report('secondPerson', secondPersonWithoutSignIn);
  if (isDemanded && approval === 'never') reader.report('secondPerson', secondPersonWithoutApproval);
  return isDemanded;
}

function readRecipient(reader: FieldReader, around: CampaignSurroundings): Recipient {
  const to = reader.read('to', schemas.text);
  if (to === undefined || to === 'customer') return { kind: 'customer' };
  if (to === 'owner') return { kind: 'owner' };
  const found = fieldsInReach(to, around);
  const emails = found.filter(({ field }) => field.kind === 'email');
  const [email] = emails;
  if (email !== undefined && emails.length === 1) return { kind: 'field', type: email.type.type, key: email.field.key };
  reader.report(
    'to',
    wrongRecipient(
      to,
      found.length > 0,
      emails.map(keyName),
      knownFieldNames(
        around.model.filter(({ type }) => around.types.includes(type)),
        ({ kind }) => kind === 'email',
      ),
    ),
  );
  return { kind: 'customer' };
}

function wrongRecipient(
  to: string,
  isField: boolean,
  emails: readonly string[],
  known: readonly string[],
): LocalizedText {
  if (emails.length > 1) {
    return {
      ja: `${to} に当たる項目が複数あります。どれかを書いてください: ${emails.join('、')}`,
      en: `${to} may mean several fields. Write one of ${emails.join(', ')}.`,
    };
  }
  if (isField) return { ja: `${to} はメールアドレスの項目ではありません。`, en: `${to} is not an e-mail field.` };
  const hint = didYouMean(to, ['customer', 'owner', ...known]);
  return {
    ja: `${to} という宛先はありません。customer、owner、またはメールアドレスの項目を書いてください。${hint.ja}`,
    en: `There is no recipient ${to}. Write customer, owner or an e-mail field.${hint.en}`,
  };
}

/** An old list's column may come with a later import, so a name that is not known yet is no error. */
function readLastSentColumn(reader: FieldReader, model: RecordModel): string | undefined {
  const column = reader.read('lastSentColumn', schemas.text);
  if (column === undefined) return undefined;
  const [found] = fieldsNamed(column, model).filter(({ type }) => type.type === 'customer');
  return found?.field.key ?? column;
}

function checkOnce(
  front: FrontMatter,
  problems: ProblemList,
  { trigger, nowMs, alreadyLive }: CampaignSurroundings,
  at: string,
  timeZone: string,
): void {
  if (trigger?.kind !== 'once' || alreadyLive || instantOf(trigger.date, at, timeZone) > nowMs) return;
  problems.add(front.placeOf(['trigger', 'once']), oncePast(trigger.date, at));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  const field: Partial<Record<Key, Value>> = {};
  if (value !== undefined) field[key] = value;
  return field;
}
