import { localDate } from '../../domain/calendar/zone.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { CustomerStore, Log, Queues } from '../../ports.ts';
import { acceptedMessages, type SuspectsAccepted, suspectsMessages } from '../messages.ts';

/** What finding the dates that a person accepts needs. */
export interface FindAcceptedTools {
  readonly customers: Pick<CustomerStore, 'find' | 'getMany'>;
  readonly queues: Pick<Queues, 'import'>;
  readonly stage: Pick<StageConfig, 'timeZone'>;
  readonly log: Log;
  /** False when the rest is to be left to the next invocation. */
  hasTime(): boolean;
}

/** What accepting dates needs. */
export interface AcceptSuspectsTools extends FindAcceptedTools {
  readonly customers: Pick<CustomerStore, 'find' | 'getMany' | 'acceptSuspect'>;
  readonly queues: Pick<Queues, 'import' | 'plan'>;
}

/**
 * Lets dates that look made up start mails, as a person said: those of the message's records, of which plan then looks again
 * at what they held back; without `records`, finds them first. Repeating it changes nothing.
 */
export async function acceptSuspects(tools: AcceptSuspectsTools, message: SuspectsAccepted): Promise<void> {
  const { records } = message;
  if (records === undefined) await findAccepted(tools, message);
  else await acceptRecords(tools, message, records);
}

/**
 * Finds the records whose dates a person accepts, and asks import for these, page by page. Answers how many. They are named
 * before any is accepted, as whoever tries again after a failure would not find the accepted ones any more.
 */
export async function findAccepted(tools: FindAcceptedTools, message: SuspectsAccepted): Promise<number> {
  const { customers, queues, log, hasTime } = tools;
  const { type, field } = message;
  const isMeant = meant(message, tools.stage.timeZone);
  let cursor = message.cursor;
  let found = 0;
  do {
    const page = await customers.find({ by: 'suspect', type }, cursor);
    const read = await customers.getMany(page.items.map((id) => ({ type, id })));
    const ids = [...read.values()]
      .filter((each) => each.suspects?.includes(field) && isMeant(each))
      .map(({ id }) => id);
    await queues.import(suspectsMessages(message, ids));
    found += ids.length;
    cursor = page.cursor;
    if (cursor !== undefined && !hasTime()) {
      log.info('suspects-found', { type, field, records: found, isMore: true });
      await queues.import([{ ...message, cursor }]);
      return found;
    }
  } while (cursor !== undefined);
  log.info('suspects-found', { type, field, records: found, isMore: false });
  return found;
}

async function acceptRecords(
  { customers, queues, stage, log }: AcceptSuspectsTools,
  message: SuspectsAccepted,
  records: readonly string[],
): Promise<void> {
  const { type, field, by, at } = message;
  const isMeant = meant(message, stage.timeZone);
  const read = await customers.getMany(records.map((id) => ({ type, id })));
  const ids: string[] = [];
  for (const record of read.values()) {
    const value = record.fields[field];
    if (value === undefined || !isMeant(record)) continue;
    // Also true for what an earlier try has accepted and may not have had planned.
    if (await customers.acceptSuspect(record, field, value, { by, at })) ids.push(record.id);
  }
  await queues.plan(acceptedMessages(type, field, ids));
  log.info('suspects-accepted', { type, field, records: ids.length });
}

/** Tells the records whose present date is one that the person has accepted. */
function meant({ field, value, cause, at }: SuspectsAccepted, timeZone: string): (record: StoredRecord) => boolean {
  const saidOn = localDate(Date.parse(at), timeZone);
  return ({ fields }) => {
    const date = fields[field];
    if (date === undefined || (value !== undefined && date !== value)) return false;
    // Birthdays after the person's word are meant, whatever each is; "never" has a cause of its own.
    return cause !== 'future-birthday' || (String(date) > saidOn && date !== '9999-12-31');
  };
}
