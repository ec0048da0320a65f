import type { DecisionInput } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import type { ApprovalAnswer } from '../../use-cases/approval-decide.ts';
import { readWords } from './read-words.ts';
import type { Reader } from './reader.ts';

/** A posted decision: what to decide, what was typed, and what is wrong with it. */
export interface ReadDecision {
  readonly answer: ApprovalAnswer;
  readonly input: DecisionInput;
  readonly problems: readonly FormProblem[];
}

/** Reads a form's decision; undefined when no button of it was pressed. Who is signed in decides in no other name. */
export function readDecision(form: ReadonlyMap<string, string>, { person }: Reader): ReadDecision | undefined {
  const decision = form.get('decision');
  if (decision !== 'approved' && decision !== 'rejected') return undefined;
  const { word, ...typed } = readWords(form, person);
  const answer = { decision, ...word, digest: form.get('digest') ?? '' } as const;
  return { answer, ...typed };
}
