import { isDeepStrictEqual } from 'node:util';
import { closeGate, openGate } from '../../domain/sending/close-gate.ts';
import type { GateState } from '../../domain/sending/mail-gate.ts';
import type { MailGate } from '../../ports.ts';

/** The gate in memory: for tests. */
export function createMemoryMailGate(): MailGate {
  let gate: GateState = { state: 'open' };
  return {
    read: async () => gate,
    async close(closing, at) {
      const before = gate;
      gate = closeGate(before, closing, at);
      return before.state === 'open';
    },
    async open(seen, at) {
      if (!isDeepStrictEqual(gate, seen)) return false;
      gate = openGate(seen, at);
      return true;
    },
  };
}
