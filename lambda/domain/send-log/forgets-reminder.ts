import type { SendState } from './send-state.ts';

/** True for a change after which approvers are asked afresh: that they were reminded of an earlier request is no matter. */
export function forgetsReminder(change: { readonly state: SendState; readonly remindedAt?: string }): boolean {
  return change.state === 'awaiting-approval' && change.remindedAt === undefined;
}
