import type { SendState } from '../../../lambda/domain/send-log/send-state.ts';

/** The colour family in which a state is shown. */
export type Tone = 'good' | 'busy' | 'ask' | 'bad' | 'calm' | 'stop';

/** Went well, on its way, waits for somebody, went wrong, or came to nothing as it should. */
export const stateTone: Readonly<Record<SendState, Tone>> = {
  planned: 'busy',
  sending: 'busy',
  sent: 'good',
  delivered: 'good',
  bounced: 'bad',
  complained: 'bad',
  stopped: 'stop',
  'awaiting-approval': 'ask',
  waiting: 'ask',
  rejected: 'calm',
  skipped: 'calm',
  expired: 'stop',
  failed: 'bad',
  uncertain: 'ask',
  cancelled: 'calm',
};
