import type { Reason, SendState } from '../send-log/send-state.ts';

/** What the rules say of a candidate. */
export type Decision =
  | { readonly kind: 'send'; readonly reason: '' }
  | { readonly kind: 'ask'; readonly reason: '' }
  | { readonly kind: 'stop'; readonly reason: 'stop-flag' }
  | { readonly kind: 'skip'; readonly reason: Reason };

const stateByKind: Readonly<Record<Decision['kind'], SendState>> = {
  send: 'planned',
  ask: 'awaiting-approval',
  stop: 'stopped',
  skip: 'skipped',
};

/** The send-log state that a decision leads to. */
export function stateFor(decision: Decision): SendState {
  return stateByKind[decision.kind];
}
