/** The mail service mostly tells within seconds, and sometimes within minutes, what became of a mail. */
const eventsMayTakeMs = 30 * 60_000;

/** When a person is asked what became of a mail that was attempted at this instant, unless events have told by then. ISO UTC. */
export function askedAboutFrom(attemptedAt: string): string {
  return new Date(Date.parse(attemptedAt) + eventsMayTakeMs).toISOString();
}
