import { type DateDuration, shiftDate } from '../domain/calendar/duration.ts';
import type { IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import type { Campaign } from '../domain/campaign/campaign.ts';
import { alreadySent } from '../domain/decision/already-sent.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import type { EarlierMail } from '../domain/decision/facts.ts';
import { occurrenceKey } from '../domain/decision/occurrence-key.ts';
import type { StoredRecord } from '../domain/records/record.ts';
import { mailedStates, type SendState } from '../domain/send-log/send-state.ts';
import type { SendLog } from '../ports.ts';

const countingStates: readonly SendState[] = [...mailedStates, 'planned'];

/** The mail that makes another one of the campaign too soon for a customer, if there is one. */
export async function findEarlierMail(
  sendLog: SendLog,
  campaign: Campaign,
  candidate: Candidate,
  customer: StoredRecord,
  today: IsoDate,
): Promise<EarlierMail | undefined> {
  const takenOver = alreadySent(campaign, candidate, customer);
  if (takenOver !== undefined) return { reason: 'already-sent', on: takenOver };
  const pause = pauseOf(campaign);
  if (pause === undefined) return undefined;
  const rows = await sendLog.ofCustomer(candidate.customer, `${campaign.identity}#`);
  const own = occurrenceKey(campaign, candidate);
  const tooRecent = rows
    .filter((row) => row.key !== own && countingStates.includes(row.state))
    .map((row) => localDate(Date.parse(row.at), campaign.timeZone))
    .filter((sentOn) => today < shiftDate(sentOn, pause, 1));
  const latest = tooRecent.sort().at(-1);
  return latest === undefined ? undefined : { reason: 'recently-sent', on: latest };
}

function pauseOf({ notAgainWithin, trigger }: Campaign): DateDuration | undefined {
  return notAgainWithin ?? (trigger.kind === 'event' ? trigger.oncePer : undefined);
}
