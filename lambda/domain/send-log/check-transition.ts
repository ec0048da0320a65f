import { type SendState, transitions } from './send-state.ts';

/** Throws TypeError, a mistake of the program, when the transition table does not allow each of the moves. */
export function checkTransition(from: readonly SendState[], to: SendState): void {
  const wrong = from.find((state) => !transitions[state].includes(to));
  if (wrong !== undefined) throw new TypeError(`A send never goes from ${wrong} to ${to}`);
  if (from.length === 0) throw new TypeError(`A send goes to ${to} from some state`);
}
