const nonsenseAfterMs = 5 * 60_000;

/**
 * From when on an end of the line cannot be true, as nobody waits so long: a clock was wrong then or has been set back.
 * Milliseconds.
 */
export function nonsenseFromMs(nowMs: number): number {
  return nowMs + nonsenseAfterMs;
}
