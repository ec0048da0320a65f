import { japaneseBusinessCalendar } from '../domain/calendar/japanese-business-calendar.ts';
import { workingDaysLater } from '../domain/calendar/working-days-later.ts';
import { instantOf, localDate, localTime } from '../domain/calendar/zone.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { Clock, Heartbeats, Queues } from '../ports.ts';

/** What looking for unanswered heartbeats needs. */
export interface HeartbeatCheckTools {
  readonly heartbeats: Pick<Heartbeats, 'open' | 'report'>;
  readonly queues: Pick<Queues, 'notify'>;
  readonly stage: Pick<StageConfig, 'timeZone'>;
  readonly clock: Clock;
}

const timeToAnswerDays = 2;

/**
 * Has it reported that nobody answered a heartbeat within two working days. The report is put on its queue before it is
 * noted: should this stop in between, people hear of it twice rather than never.
 */
export async function checkHeartbeats({ heartbeats, queues, stage, clock }: HeartbeatCheckTools): Promise<void> {
  const nowMs = clock.nowMs();
  const missed = (await heartbeats.open()).filter(({ askedAt }) => nowMs >= answerBy(askedAt, stage.timeZone));
  if (missed.length === 0) return;
  await queues.notify([{ kind: 'heartbeat-missed', ids: missed.map(({ id }) => id) }]);
  const at = new Date(nowMs).toISOString();
  for (const { id } of missed) await heartbeats.report(id, at);
}

/** The same time of day, two working days after the question. */
function answerBy(askedAt: string, timeZone: string): number {
  const askedMs = Date.parse(askedAt);
  const day = workingDaysLater(localDate(askedMs, timeZone), timeToAnswerDays, japaneseBusinessCalendar);
  return instantOf(day, localTime(askedMs, timeZone), timeZone);
}
