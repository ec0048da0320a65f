import type { EventProblem } from '../../domain/events/event-problem.ts';
import type { ProblemKind } from '../../domain/http/problem.ts';
import type { LocalizedText } from '../../domain/locale.ts';

/** Why a request is not done, in words that are chosen when the caller's language is known. */
export interface Refusal {
  readonly problem: ProblemKind;
  readonly more?: LocalizedText;
  readonly errors?: readonly EventProblem[];
}

/** What came of a request. `isRepeated`: it had been done before, and this is what was answered then. */
export type ApiAnswer = Refusal | { readonly status: number; readonly body: string; readonly isRepeated: boolean };

/** A refusal of this kind. */
export function refuse(problem: ProblemKind, rest: Omit<Refusal, 'problem'> = {}): Refusal {
  return { problem, ...rest };
}
