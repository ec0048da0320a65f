import { mailedStates, type Reason, type SendState, sendStates, transitions } from '../send-log/send-state.ts';
import type { Feedback } from './feedback.ts';

/** What a send becomes by a feedback, and the states from which it may; from any other, it has nothing new to say. */
export interface FeedbackOutcome {
  readonly state: SendState;
  readonly reason: Reason;
  /** States in which nobody has recorded yet that the mail has left. */
  readonly unrecorded: readonly SendState[];
  /** States in which somebody has. */
  readonly recorded: readonly SendState[];
}

const outcomes: Readonly<Record<Feedback['what'], readonly [state: SendState, reason: Reason]>> = {
  sent: ['sent', ''],
  delivered: ['delivered', ''],
  rejected: ['failed', 'rejected-by-ses'],
  'hard-bounce': ['bounced', 'hard-bounce'],
  'soft-bounce': ['bounced', 'soft-bounce'],
  complaint: ['complained', ''],
};

const known: readonly SendState[] = ['sent', 'delivered', 'bounced', 'complained'];

/**
 * The outcome by the transition table. Events come in any order and at any time, so each is taken from every state it may
 * follow: that a mail has left is the truth also where the log has since gone on. That it was refused concerns only a
 * mail of which nothing else is known.
 */
export function outcomeOfFeedback({ what }: Pick<Feedback, 'what'>): FeedbackOutcome {
  const [state, reason] = outcomes[what];
  const from = (state === 'failed' ? mailedStates : sendStates).filter((each) => transitions[each].includes(state));
  return {
    ...{ state, reason },
    unrecorded: from.filter((each) => !known.includes(each)),
    recorded: from.filter((each) => known.includes(each)),
  };
}
