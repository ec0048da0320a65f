import type { CampaignVersion } from '../campaign/campaign.ts';
import { identityOfKey } from '../decision/occurrence-key.ts';
import type { SendRef, SendRow } from '../send-log/send-row.ts';
import { mailedStates } from '../send-log/send-state.ts';
import { type Finding, finding } from './finding.ts';

/** A row as it is looked at for repetitions. `address` is the one that the customer has now, or ''. */
export interface RepeatFacts {
  readonly row: SendRow;
  readonly version: CampaignVersion | undefined;
  readonly address: string;
}

/** Remembers the mails seen so far and tells what an earlier one repeats: one message, one occurrence, one address. */
export function createRepeats(): (facts: RepeatFacts) => readonly Finding[] {
  const seen = new Map<string, SendRef>();
  const earlier = (name: string, { customer, key }: SendRow) => {
    const before = seen.get(name);
    if (before === undefined) seen.set(name, { customer, key });
    return before;
  };
  return ({ row, version, address }) => {
    const { customer, key, record, date, offset, messageId } = row;
    const found: Finding[] = [];
    const message = messageId === '' ? undefined : earlier(nameOf('message', messageId), row);
    if (message !== undefined) found.push(finding('same-message', row, { messageId }, [message]));
    // Two events of one day are two occurrences.
    const isEvent = version === undefined || version.campaign.trigger.kind === 'event';
    if (isEvent || !mailedStates.includes(row.state) || row.reason === 'taken-over') return found;
    const identity = identityOfKey(key);
    const occurrence = earlier(nameOf('occurrence', identity, customer, record, date, offset), row);
    if (occurrence !== undefined) found.push(finding('sent-twice', row, { date, offset }, [occurrence]));
    if (address === '' || version.campaign.to.kind !== 'customer') return found;
    const other = earlier(nameOf('address', identity, date, offset, address), row);
    if (other !== undefined && other.customer !== customer) found.push(finding('same-address', row, { date }, [other]));
    return found;
  };
}

function nameOf(...parts: readonly string[]): string {
  return parts.join('\u0000');
}
