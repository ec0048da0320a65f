import { type DecisionInput, problemsOf } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import type { ApprovalAnswer } from '../../use-cases/approval-decide.ts';
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
  // Browsers send line breaks as CRLF, which would count twice.
  const comment = (form.get('comment') ?? '').replaceAll('\r\n', '\n').trim();
  const input = { name: (person ? person.name : (form.get('name') ?? '')).trim(), comment };
  const problems = problemsOf(person ? { ...input, name: 'signed in' } : input);
  const signedInAs = person && { signedInAs: person.email };
  const answer = { decision, by: input.name, ...signedInAs, comment, digest: form.get('digest') ?? '' } as const;
  return { answer, input, problems };
}
