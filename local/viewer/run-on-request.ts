import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { addDays } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf, localDate } from '../../lambda/domain/calendar/zone.ts';
import type { RunView } from './view.ts';
import type { ViewerBackend } from './viewer-backend.ts';

/** Runs the cloud on to a day, one run at a time. */
export interface RunOnRequest {
  /** Starts a run in the background. `past` = that day is over; `busy` = another run has not ended. */
  start(to: IsoDate): 'started' | 'past' | 'busy';
  /** The run on its way, if there is one. */
  view(): RunView | undefined;
  /** Why the last run broke off, if it did. */
  problem(): string | undefined;
  /** Answers when no run is on its way. */
  settled(): Promise<void>;
}

/** Progress is read from the clock that the run moves. */
export function createRunOnRequest(backend: ViewerBackend): RunOnRequest {
  let current:
    | { readonly from: IsoDate; readonly to: IsoDate; readonly startMs: number; readonly mails: number }
    | undefined;
  let problem: string | undefined;
  let settled = Promise.resolve();

  return {
    start(to) {
      if (current) return 'busy';
      const startMs = backend.nowMs();
      const from = localDate(startMs, backend.timeZone);
      if (to < from) return 'past';
      current = { from, to, startMs, mails: backend.mails().length };
      problem = undefined;
      settled = backend
        .runThrough(to)
        .catch((error: unknown) => {
          problem = error instanceof Error ? error.message : String(error);
        })
        .finally(() => {
          current = undefined;
        });
      return 'started';
    },
    view() {
      if (!current) return undefined;
      const { from, to, startMs, mails } = current;
      const endMs = instantOf(addDays(to, 1), '00:00', backend.timeZone);
      const progress = Math.min(1, Math.max(0, (backend.nowMs() - startMs) / Math.max(1, endMs - startMs)));
      return { from, to, progress, mails: backend.mails().length - mails };
    },
    problem: () => problem,
    settled: () => settled,
  };
}
