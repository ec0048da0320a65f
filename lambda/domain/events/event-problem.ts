import type { LocalizedText } from '../locale.ts';

/** Something wrong in an event that a system sent: where (`detail.customer.birthday`) and what to do. It quotes no values. */
export interface EventProblem {
  readonly path: string;
  readonly explanation: LocalizedText;
}
