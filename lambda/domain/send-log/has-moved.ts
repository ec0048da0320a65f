import type { Campaign } from '../campaign/campaign.ts';
import type { SendRow } from './send-row.ts';

/**
 * True when a row that waits (for a person, quota or time) stands for a day to which its date is no longer, as a fresh
 * decision about the same occurrence shows. A mail that stays due day after day (`within`) has not moved by being due again.
 */
export function hasMoved({ trigger }: Campaign, existing: SendRow, fresh: Pick<SendRow, 'date' | 'dueOn'>): boolean {
  if (existing.state !== 'awaiting-approval' && existing.state !== 'waiting') return false;
  const staysDue = trigger.kind === 'date' && trigger.rule.kind === 'within';
  return existing.date !== fresh.date || (existing.dueOn !== fresh.dueOn && !staysDue);
}
