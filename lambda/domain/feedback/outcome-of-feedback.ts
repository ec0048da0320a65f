import { mailedStates, type Reason, type SendState, transitions } from '../send-log/send-state.ts';
import type { Feedback } from './feedback.ts';

/** What a send becomes by a feedback, and the states from which it may; from any other, it has nothing new to say. */
export interface FeedbackOutcome {
  readonly state: SendState;
  readonly reason: Reason;
  readonly from: readonly SendState[];
}

const outcomes: Readonly<Record<Feedback['what'], readonly [state: SendState, reason: Reason]>> = {
  sent: ['sent', ''],
  delivered: ['delivered', ''],
  rejected: ['failed', 'rejected-by-ses'],
  'hard-bounce': ['bounced', 'hard-bounce'],
  'soft-bounce': ['bounced', 'soft-bounce'],
  complaint: ['complained', ''],
};

/** The outcome by the transition table. Events come in any order, so each is taken from every state it may follow. */
export function outcomeOfFeedback({ what }: Pick<Feedback, 'what'>): FeedbackOutcome {
  const [state, reason] = outcomes[what];
  return { state, reason, from: mailedStates.filter((each) => transitions[each].includes(state)) };
}
