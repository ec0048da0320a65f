import type { CampaignVersion } from '../campaign/campaign.ts';
import type { Candidate } from '../decision/candidate.ts';
import { occurrenceKey } from '../decision/occurrence-key.ts';
import type { SendRow } from './send-row.ts';
import type { Reason, SendState } from './send-state.ts';

/** The row that a candidate starts with. `at` is an ISO instant. */
export function newRow(
  { campaign, version }: CampaignVersion,
  candidate: Candidate,
  { state, reason }: { readonly state: SendState; readonly reason: Reason },
  at: string,
): SendRow {
  return {
    customer: candidate.customer,
    key: occurrenceKey(campaign, candidate),
    campaign: campaign.id,
    record: candidate.record,
    path: candidate.path,
    date: candidate.nominal,
    dueOn: candidate.dueOn,
    offset: candidate.offset,
    state,
    reason,
    version,
    messageId: '',
    at,
    attempt: 0,
  };
}
