import type { IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import type { Campaign, CampaignVersion } from '../domain/campaign/campaign.ts';
import { candidateOfRow } from '../domain/decision/candidate-of-row.ts';
import { decide } from '../domain/decision/decide.ts';
import { stateFor } from '../domain/decision/decision.ts';
import { pathHolds } from '../domain/decision/path-holds.ts';
import { parseRecordName } from '../domain/records/record.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { Reason, SendState } from '../domain/send-log/send-state.ts';
import { lastValidDay } from '../domain/send-log/validity.ts';
import type { WhereScope } from '../domain/where/where-scope.ts';
import type { Clock } from '../ports.ts';
import { type CandidateSources, type KnownCandidate, knowCandidates } from './know-candidates.ts';

/** Where a planned or waiting mail is looked at again. */
export interface LookAgainTools extends CandidateSources {
  readonly clock: Clock;
}

/** A state, and why, that is no mail. */
export interface Verdict {
  readonly state: SendState;
  readonly reason: Reason;
}

/** What a look at a row came to: it may leave, it may if a person agrees, or it stays. */
export type LastLook =
  | { readonly kind: 'leaves' | 'asks'; readonly known: KnownCandidate }
  /** `isLost`: the date no longer concerns the customer by the way on which it was found. There may be another one. */
  | { readonly kind: 'stays'; readonly verdict: Verdict; readonly isLost?: boolean };

/**
 * Looks at a row's time, date, refusals and facts as they are now and asks every gate again. One that is looked at before
 * its day is judged as on its day.
 */
export async function lookAgain(
  tools: LookAgainTools,
  row: SendRow,
  version: CampaignVersion,
  accepts: (scope: WhereScope) => boolean,
): Promise<LastLook> {
  const { campaign } = version;
  const today = leavingDay(campaign, row, tools.clock.nowMs());
  if (today > lastValidDay(campaign, row.dueOn)) return stays('expired', 'late');
  const holder = await tools.customers.get(parseRecordName(row.record));
  if (holder === undefined) return stays('cancelled', 'record-missing');
  const candidate = candidateOfRow(campaign, row, holder);
  if (candidate === undefined) return stays('cancelled', 'date-changed');
  const [known] = await knowCandidates(tools, { version, today, accepts, asking: row }, [candidate]);
  if (known === undefined) return stays('cancelled', 'record-missing');
  if (campaign.trigger.kind === 'date' && !pathHolds(campaign.trigger.path, { ...known.records, path: row.path })) {
    return { ...stays('cancelled', 'record-missing'), isLost: true };
  }
  const decision = decide(known.facts);
  if (decision.kind === 'send') return { kind: 'leaves', known };
  if (decision.kind === 'ask') return { kind: 'asks', known };
  return stays(stateFor(decision), decision.reason);
}

/** The day on which a mail leaves that has not left yet, in the campaign's zone: today, or its due day when that is to come. */
export function leavingDay({ timeZone }: Campaign, { dueOn }: Pick<SendRow, 'dueOn'>, nowMs: number): IsoDate {
  const today = localDate(nowMs, timeZone);
  return today > dueOn ? today : dueOn;
}

function stays(state: SendState, reason: Reason): Extract<LastLook, { kind: 'stays' }> {
  return { kind: 'stays', verdict: { state, reason } };
}
