import { askedAboutFrom } from '../../domain/send-log/asked-about-from.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { Clock, Queues, SendLog } from '../../ports.ts';
import { eachByItself } from '../each-by-itself.ts';

/** What asking after unknown outcomes needs. */
export interface SweepOutcomesTools {
  readonly sendLog: Pick<SendLog, 'move'>;
  readonly queues: Pick<Queues, 'notify'>;
  readonly clock: Clock;
}

/** A day, but for a little: the sweep of the same time of day must find it. */
const remindedAfterMs = 24 * 60 * 60_000 - 30_000;
/** Nobody is asked a third time; such a row goes on waiting, to be found and settled. */
const END_OF_TIME = '9999-12-31T00:00:00.000Z';

/** As many as are asked about before it is noted of them. */
const AT_A_TIME = 100;
const NOTED_AT_ONCE = 25;

/** Has people asked what became of mails of which no event has told, and reminded once a day later. */
export async function sweepOutcomes(tools: SweepOutcomesTools, found: readonly SendRow[]): Promise<void> {
  const nowMs = tools.clock.nowMs();
  const due = found.filter((row) => isDue(row, nowMs));
  // Part by part: after a restore there are thousands, and a sweep that runs out of time must not begin again with all.
  for (let done = 0; done < due.length; done += AT_A_TIME)
    await askAbout(tools, due.slice(done, done + AT_A_TIME), nowMs);
}

async function askAbout(
  { sendLog, queues }: SweepOutcomesTools,
  rows: readonly SendRow[],
  nowMs: number,
): Promise<void> {
  // Put on their queue before it is noted: should this stop in between, people are asked twice rather than never.
  await queues.notify(
    rows.map(({ campaign, customer, key, remindedAt }) => ({
      ...{ kind: 'outcome-request', campaign, customer, key },
      isReminder: remindedAt !== undefined,
    })),
  );
  const note = async (row: SendRow) => {
    const { state, reason, at, attempt: afterAttempt } = row;
    await sendLog.move(row, ['uncertain'], {
      ...{ state, reason, at, afterAttempt, remindedAt: new Date(nowMs).toISOString() },
      notBefore: row.remindedAt === undefined ? new Date(nowMs + remindedAfterMs).toISOString() : END_OF_TIME,
    });
  };
  await eachByItself(rows, note, NOTED_AT_ONCE);
}

/** The index that brings rows here may be a moment behind them. */
function isDue({ at, sentAt = at, remindedAt }: SendRow, nowMs: number): boolean {
  if (remindedAt !== undefined) return Date.parse(remindedAt) + remindedAfterMs <= nowMs;
  return Date.parse(askedAboutFrom(sentAt)) <= nowMs;
}
