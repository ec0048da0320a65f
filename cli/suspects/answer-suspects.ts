import { causeText } from '../../lambda/domain/cards/suspect-text.ts';
import {
  formatSuspectChoice,
  parseSuspectChoice,
  type SuspectChoice,
} from '../../lambda/domain/import/suspect-groups.ts';
import { findType, type RecordModel, type RecordTypeModel } from '../../lambda/domain/records/record-model.ts';
import { findAccepted } from '../../lambda/use-cases/import/accept-suspects.ts';
import { type ListedSuspects, listSuspects } from '../../lambda/use-cases/list-suspects.ts';
import { toTable } from '../../local/run/to-table.ts';
import type { Reply } from '../approvals/reply.ts';
import { CommandFailure } from '../command-failure.ts';
import type { StageTools } from '../stage/stage-tools.ts';
import { terminalLine } from '../terminal-text.ts';

/** The dates that look made up, of one type or all, by group. */
export async function showSuspects(tools: StageTools, typeName: string | undefined): Promise<Reply> {
  const { recordModel } = tools.stage;
  const types = typeName === undefined ? recordModel : [knownType(recordModel, typeName)];
  const listed: ListedSuspects[] = [];
  for (const type of types) listed.push(await listSuspects(tools, type));
  const found = listed.filter(({ groups }) => groups.length > 0);
  return {
    json: found,
    text: found.length === 0 ? 'No date looks made up.' : found.map(tableOf).join('\n\n'),
    ok: true,
  };
}

function tableOf({ type, groups, read, isMore }: ListedSuspects): string {
  const rows = groups.map((group) => [
    `${type}.${formatSuspectChoice(group)}`,
    group.records.toLocaleString('en'),
    causeText(group, 'en'),
    `${group.ids.slice(0, 5).join(', ')}${group.records > 5 ? ', …' : ''}`,
  ]);
  const table = toTable(
    [`dates of ${type}`, 'records', 'why', 'ids'],
    rows.map((row) => row.map(terminalLine)),
  );
  return isMore ? `${table}\nOnly the first ${read.toLocaleString('en')} records were looked at.` : table;
}

/** A date to be accepted, as `TYPE.FIELD=VALUE` or `TYPE.FIELD=future` says it. */
export interface AcceptedDate extends SuspectChoice {
  readonly type: string;
}

/** Reads what is to be accepted. Throws CommandFailure for what is no date of the model. */
export function readAccepted(model: RecordModel, text: string): AcceptedDate {
  const dot = text.indexOf('.');
  const type = knownType(model, dot === -1 ? text : text.slice(0, dot));
  const choice = parseSuspectChoice(type, text.slice(dot + 1));
  if (choice !== undefined) return { type: type.type, ...choice };
  const dates = type.fields.filter(({ kind }) => kind === 'date').map(({ key }) => `${type.type}.${key}`);
  throw new CommandFailure(
    `--accept: write ${type.type}.FIELD=YYYY-MM-DD, or =future for birthdays. Dates: ${dates.join(', ')}.`,
    { isUsage: true },
  );
}

/** Has the stage accept the dates, and plan what they held back. Ok when there was any. */
export async function acceptDates(tools: StageTools, accepted: AcceptedDate, by: string): Promise<Reply> {
  const at = new Date(tools.clock.nowMs()).toISOString();
  const records = await findAccepted({ ...tools, hasTime: () => true }, { kind: 'accept', ...accepted, by, at });
  const name = `${accepted.type}.${formatSuspectChoice(accepted)}`;
  return {
    json: { accepted: name, records, by },
    text: records === 0 ? `Nothing to accept: ${name}.` : acceptedText(name, records, by),
    ok: records > 0,
  };
}

function acceptedText(name: string, records: number, by: string): string {
  const count = records === 1 ? '1 record' : `${records.toLocaleString('en')} records`;
  return `${terminalLine(`Accepted by ${by}: ${name}, ${count}.`)}\nThis takes a moment; then they are gone from the list, and what they held back and is still due is mailed.`;
}

function knownType(model: RecordModel, name: string): RecordTypeModel {
  const type = findType(model, name);
  if (type !== undefined) return type;
  const known = model.map((each) => each.type).join(', ');
  throw new CommandFailure(terminalLine(`There is no type "${name}". Types: ${known}.`), { isUsage: true });
}
