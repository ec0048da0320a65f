import type { ClosedGate, GateState, OpenGate } from './mail-gate.ts';

/** Why the gate is to be closed, and until when at least. */
export type GateClosing = Pick<ClosedGate, 'cause' | 'error' | 'until'>;

/** A gate that closes for the same cause so soon after it opened was never really open. */
export const unsettledMs = 15 * 60_000;

/** The gate as it is after somebody found that no mail leaves. Instants are ISO UTC. */
export function closeGate(gate: GateState, closing: GateClosing, at: string): ClosedGate {
  if (gate.state === 'open') return { state: 'closed', ...closing, since: sinceOf(gate, closing, at) };
  if (gate.cause !== closing.cause) return { state: 'closed', ...closing, since: at };
  const until = gate.until > closing.until ? gate.until : closing.until;
  return { ...gate, error: closing.error || gate.error, until };
}

/** The gate as it is after it was found that mail leaves again. */
export function openGate({ cause, since }: ClosedGate, at: string): OpenGate {
  return { state: 'open', lastClosed: { cause, since, openedAt: at } };
}

function sinceOf({ lastClosed }: OpenGate, { cause }: GateClosing, at: string): string {
  const isSettled = lastClosed === undefined || Date.parse(at) - Date.parse(lastClosed.openedAt) >= unsettledMs;
  return isSettled || lastClosed.cause !== cause ? at : lastClosed.since;
}
