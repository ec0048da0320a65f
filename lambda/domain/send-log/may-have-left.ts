import type { Campaign } from '../campaign/campaign.ts';
import { dueInstantMs } from './due-instant.ts';
import type { SendRow } from './send-row.ts';
import type { SendState } from './send-state.ts';

/** A time of which the send log has lost what it knew. Instants, ISO UTC. */
export interface Outage {
  readonly from: string;
  readonly until: string;
}

const open: readonly SendState[] = ['planned', 'sending', 'waiting', 'awaiting-approval'];

/** Whether the mail of a row that stood so when an outage began may have left before it ended. */
export function mayHaveLeft(row: SendRow, campaign: Campaign | undefined, { until }: Outage): boolean {
  if (!open.includes(row.state)) return false;
  return campaign === undefined || dueInstantMs(campaign, row) <= Date.parse(until);
}
