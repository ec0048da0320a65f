import type { StoredRecord } from '../../domain/records/record.ts';
import type { CustomerStore, Log, Queues } from '../../ports.ts';
import { acceptedMessages, type ImportMessage } from '../messages.ts';

/** What accepting dates needs. */
export interface AcceptSuspectsTools {
  readonly customers: Pick<CustomerStore, 'find' | 'getMany' | 'acceptSuspect'>;
  readonly queues: Pick<Queues, 'import' | 'plan'>;
  readonly log: Log;
  /** False when the rest is to be left to the next invocation. */
  hasTime(): boolean;
}

type Accept = Extract<ImportMessage, { readonly kind: 'accept' }>;

/**
 * Lets the dates of a field that look made up start mails: those with the message's value, those that lie in the future of
 * the person's word, or all. Plan then looks again at what they held back. Answers how many; repeating it changes nothing.
 */
export async function acceptSuspects(tools: AcceptSuspectsTools, message: Accept): Promise<number> {
  const { customers, queues, log, hasTime } = tools;
  const { type, field } = message;
  let cursor = message.cursor;
  let accepted = 0;
  do {
    const page = await customers.find({ by: 'suspect', type }, cursor);
    const records = await customers.getMany(page.items.map((id) => ({ type, id })));
    const ids: string[] = [];
    try {
      for (const record of records.values()) {
        const value = record.fields[field];
        if (value === undefined || !isMeant(message, record)) continue;
        if (await customers.acceptSuspect(record, field, value)) ids.push(record.id);
      }
    } finally {
      // Also when one fails: whoever tries again does not find the accepted ones any more.
      await queues.plan(acceptedMessages(type, field, ids));
    }
    accepted += ids.length;
    cursor = page.cursor;
    if (cursor !== undefined && !hasTime()) {
      log.info('suspects-accepted', { type, field, records: accepted, isMore: true });
      await queues.import([{ ...message, cursor }]);
      return accepted;
    }
  } while (cursor !== undefined);
  log.info('suspects-accepted', { type, field, records: accepted, isMore: false });
  return accepted;
}

function isMeant({ field, value, cause, at }: Accept, record: StoredRecord): boolean {
  if (!record.suspects?.includes(field)) return false;
  const date = record.fields[field];
  if (value !== undefined && date !== value) return false;
  // Birthdays after the person's word are meant, whatever each is; "never" has a cause of its own.
  return cause !== 'future-birthday' || (String(date) > at.slice(0, 10) && date !== '9999-12-31');
}
