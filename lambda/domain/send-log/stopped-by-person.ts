import type { Reason, SendState } from './send-state.ts';

/** What a row says that somebody stopped by hand. */
export const stoppedByPerson = { state: 'stopped', reason: 'stopped-by-person' } as const satisfies {
  readonly state: SendState;
  readonly reason: Reason;
};

/** True for a row that somebody stopped by hand, and that they may therefore take back. */
export function isStoppedByPerson({ state, reason }: { readonly state: SendState; readonly reason: Reason }): boolean {
  return state === stoppedByPerson.state && reason === stoppedByPerson.reason;
}
