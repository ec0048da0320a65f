import type { Clock, Heartbeats } from '../ports.ts';

/** What answering a heartbeat needs. */
export interface HeartbeatAnswerTools {
  readonly heartbeats: Pick<Heartbeats, 'answer'>;
  readonly clock: Clock;
}

/** Notes that somebody saw the card. False when there is no such question (any more). Answering again changes nothing. */
export function answerHeartbeat({ heartbeats, clock }: HeartbeatAnswerTools, id: string): Promise<boolean> {
  return heartbeats.answer(id, new Date(clock.nowMs()).toISOString());
}
