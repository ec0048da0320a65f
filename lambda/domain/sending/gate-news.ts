import { unsettledMs } from './close-gate.ts';
import type { GateCause, GateState } from './mail-gate.ts';

/** When people were last told that the gate is closed (for the cause in question) and that it is open. ISO UTC. */
export interface GateTold {
  readonly closedAt: string | undefined;
  readonly openAt: string | undefined;
}

/** Something about the gate that people are to be told. `since` = when it had closed, where it is open again. */
export interface GateNews {
  readonly state: 'closed' | 'open';
  readonly cause: GateCause;
  readonly at: string;
  readonly since?: string;
}

const hourMs = 60 * 60_000;
const quietMs = 24 * hourMs;

/**
 * What people do not know of the gate yet; undefined when they know all. The same cause is told once in 24 hours, but
 * nobody is left to believe that mails leave while they do not: what has lasted an hour is told again. That they leave is
 * told once it has lasted.
 */
export function gateNews(gate: GateState, told: GateTold, nowMs: number): GateNews | undefined {
  const knowsClosed = told.closedAt !== undefined && (told.openAt === undefined || told.openAt < told.closedAt);
  const isPast = (instant: string | undefined, ms: number) =>
    instant === undefined || Date.parse(instant) + ms <= nowMs;
  if (gate.state === 'closed') {
    const { cause, since } = gate;
    const hasLasted = cause !== 'daily-quota' && isPast(since, hourMs);
    const isNews = !knowsClosed && (isPast(told.closedAt, quietMs) || hasLasted);
    return isNews ? { state: 'closed', cause, at: since } : undefined;
  }
  const { lastClosed } = gate;
  if (lastClosed === undefined || !knowsClosed || !isPast(lastClosed.openedAt, unsettledMs)) return undefined;
  const { cause, since, openedAt } = lastClosed;
  return { state: 'open', cause, at: openedAt, since };
}
