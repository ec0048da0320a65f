import type { SendState } from './send-state.ts';

/** The states in which a person is asked, and asked again. */
const asking: readonly SendState[] = ['awaiting-approval', 'uncertain'];

/** True for a change after which people are asked afresh: that they were asked about something earlier is no matter. */
export function forgetsReminder(change: { readonly state: SendState; readonly remindedAt?: string }): boolean {
  return asking.includes(change.state) && change.remindedAt === undefined;
}
