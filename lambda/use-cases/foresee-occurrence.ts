import { instantOf } from '../domain/calendar/zone.ts';
import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import { stateFor } from '../domain/decision/decision.ts';
import { decisionOfRow } from '../domain/digest/decision-of-row.ts';
import { isForDigest } from '../domain/digest/digest-need.ts';
import type { DigestEntry } from '../domain/notices/notice.ts';
import { hasMoved } from '../domain/send-log/has-moved.ts';
import { mayPlanAgain } from '../domain/send-log/may-plan-again.ts';
import { newRow } from '../domain/send-log/new-row.ts';
import type { ForeseenLog } from './foreseen-log.ts';
import type { JudgedCandidate } from './judge-candidates.ts';

type Told = Pick<DigestEntry, 'decision' | 'reason'>;

/** Foresees what the run of its due day makes of an occurrence, and answers how a digest tells it, if at all. */
export function foreseeOccurrence(
  foreseen: ForeseenLog,
  version: CampaignVersion,
  { candidate, decision, key }: JudgedCandidate,
): DigestEntry | undefined {
  const { campaign } = version;
  const { customer, record, path, nominal, dueOn, offset } = candidate;
  const at = new Date(instantOf(dueOn, campaign.at, campaign.timeZone)).toISOString();
  const fresh = newRow(version, candidate, { state: stateFor(decision), reason: decision.reason }, at);
  const existing = foreseen.row({ customer, key });
  // A whole list meets everybody once; what need not be known again is not kept, as the list may be a million.
  const foresee = campaign.trigger.kind === 'date' ? foreseen.foresee : () => {};
  let told: Told | undefined;
  if (existing === undefined || hasMoved(campaign, existing, fresh) || mayPlanAgain(existing, fresh)) {
    foresee(fresh);
    if (isForDigest(decision)) told = { decision: decision.kind, reason: decision.reason };
  } else if (!foreseen.isForeseen({ customer, key })) {
    // What stays due day after day is told on the day that it fell due.
    if (existing.dueOn === dueOn) told = decisionOfRow(existing, decision);
    foresee(told?.decision === 'send' ? { ...existing, state: 'planned', at } : existing);
  }
  return told && { campaign: campaign.id, customer, record, path, nominal, dueOn, offset, ...told };
}
