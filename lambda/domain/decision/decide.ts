import type { Decision } from './decision.ts';
import type { Facts } from './facts.ts';
import { gates, type Seen } from './gates.ts';

/** Asks the gates in order; the first "no" decides, and without one the mail is sent. */
export function decide(facts: Facts): Decision {
  for (const { judge } of gates) {
    const { no } = judge(facts);
    if (no) return no;
  }
  return { kind: 'send', reason: '' };
}

/** One gate's answer, as `explain` shows it. */
export interface GateAnswer {
  readonly gate: string;
  readonly passed: boolean;
  readonly reason: string;
  readonly seen: Seen;
}

/** Asks every gate, also after a "no", with what each one saw. */
export function explainGates(facts: Facts): readonly GateAnswer[] {
  return gates.map(({ name, judge }) => {
    const { seen, no } = judge(facts);
    return { gate: name, passed: no === undefined, reason: no ? no.reason || 'needs-approval' : '', seen };
  });
}
