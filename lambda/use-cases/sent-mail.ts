import type { Campaign } from '../domain/campaign/campaign.ts';
import type { OutgoingMail } from '../domain/message/outgoing-mail.ts';
import type { StoredRecord } from '../domain/records/record.ts';
import { type SendRef, type SendRow, sendName } from '../domain/send-log/send-row.ts';
import type { SendLog } from '../ports.ts';
import { findWords, type WordSources } from './find-words.ts';
import { writeMail } from './write-mail.ts';

export type { WordSources };

/** What `readSentMail` needs. */
export interface SentMailTools extends WordSources {
  readonly sendLog: Pick<SendLog, 'get'>;
}

/** A send and its mail, written again; what is gone since is absent. */
export interface SentMail {
  readonly row: SendRow;
  readonly campaign?: Campaign;
  readonly customer?: StoredRecord;
  /** With a placeholder for the opt-out link. */
  readonly mail?: OutgoingMail;
}

/**
 * Writes a send's mail again, from the version that the send used (the live one, while it has yet to leave) and the
 * records as they are now. Undefined when there is no such send.
 */
export async function readSentMail(tools: SentMailTools, ref: SendRef): Promise<SentMail | undefined> {
  const row = await tools.sendLog.get(ref);
  if (row === undefined) return undefined;
  const words = (await findWords(tools, [row])).get(sendName(row));
  if (words === undefined) return { row };
  const mail = writeMail(tools, row, words.version, words);
  return { row, campaign: words.version.campaign, customer: words.customer, ...(mail && { mail }) };
}

/** The subjects of many sends' mails, by `sendName`; one that cannot be written again is absent. */
export async function subjectsOf(tools: WordSources, rows: readonly SendRow[]): Promise<ReadonlyMap<string, string>> {
  const words = await findWords(tools, rows);
  const subjects = rows.flatMap((row) => {
    const own = words.get(sendName(row));
    const mail = own && writeMail(tools, row, own.version, own);
    return mail === undefined ? [] : [[sendName(row), mail.subject] as const];
  });
  return new Map(subjects);
}
