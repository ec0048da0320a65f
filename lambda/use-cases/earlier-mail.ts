import { type DateDuration, shiftDate } from '../domain/calendar/duration.ts';
import type { IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import type { Campaign } from '../domain/campaign/campaign.ts';
import { alreadySent } from '../domain/decision/already-sent.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import type { EarlierMail } from '../domain/decision/facts.ts';
import { lastSentOn } from '../domain/decision/last-sent-on.ts';
import { occurrenceKey } from '../domain/decision/occurrence-key.ts';
import type { StoredRecord } from '../domain/records/record.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import { mailedStates } from '../domain/send-log/send-state.ts';
import type { SendLog } from '../ports.ts';

/** The row that asks: at send time a planned row yields only to one planned before it, so that one of them leaves. */
export type AskingRow = Pick<SendRow, 'at' | 'key'>;

/** The mail that makes another one of the campaign too soon for a customer, if there is one. */
export async function findEarlierMail(
  sendLog: SendLog,
  campaign: Campaign,
  candidate: Candidate,
  customer: StoredRecord,
  { today, asking }: { readonly today: IsoDate; readonly asking: AskingRow | undefined },
): Promise<EarlierMail | undefined> {
  const takenOver = alreadySent(campaign, candidate, customer);
  if (takenOver !== undefined) return { reason: 'already-sent', on: takenOver };
  const pause = pauseBetweenMails(campaign);
  if (pause === undefined) return undefined;
  const rows = await sendLog.ofCustomer(candidate.customer, `${campaign.identity}#`);
  const own = occurrenceKey(campaign, candidate);
  const bySystemBefore = lastSentOn(campaign, customer);
  const sentDays = rows
    .filter((row) => row.key !== own && countsAgainst(row, asking))
    .map((row) => localDate(Date.parse(sinceWhen(row)), campaign.timeZone));
  if (bySystemBefore !== undefined && bySystemBefore <= today) sentDays.push(bySystemBefore);
  const tooRecent = sentDays.filter((sentOn) => today < shiftDate(sentOn, pause, 1));
  const latest = tooRecent.sort().at(-1);
  return latest === undefined ? undefined : { reason: 'recently-sent', on: latest };
}

/** How long a customer is left alone after a mail of the campaign; undefined when there is no such rule. */
export function pauseBetweenMails({ notAgainWithin, trigger }: Campaign): DateDuration | undefined {
  return notAgainWithin ?? (trigger.kind === 'event' ? trigger.oncePer : undefined);
}

/** A mail's day stays its day, however late an event about it comes. */
function sinceWhen({ state, at, sentAt = at }: SendRow): string {
  return state === 'planned' ? at : sentAt;
}

function countsAgainst(row: SendRow, asking: AskingRow | undefined): boolean {
  if (mailedStates.includes(row.state)) return true;
  if (row.state !== 'planned') return false;
  return asking === undefined || row.at < asking.at || (row.at === asking.at && row.key < asking.key);
}
