import { type DecisionInput, problemsOf } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import type { SignedInPerson } from '../../ports.ts';

/** In whose name a form decides and what they say to it, as it is kept; what was typed; and what is wrong with it. */
export interface ReadWords {
  readonly word: { readonly by: string; readonly comment: string; readonly signedInAs?: string };
  readonly input: DecisionInput;
  readonly problems: readonly FormProblem[];
}

/** Reads name and comment of a form. Who is signed in decides in no other name. */
export function readWords(form: ReadonlyMap<string, string>, person: SignedInPerson | undefined): ReadWords {
  // Browsers send line breaks as CRLF, which would count twice.
  const comment = (form.get('comment') ?? '').replaceAll('\r\n', '\n').trim();
  const input: DecisionInput = { name: (person ? person.name : (form.get('name') ?? '')).trim(), comment };
  return {
    word: { by: input.name, comment, ...(person && { signedInAs: person.email }) },
    input,
    problems: problemsOf(person ? { ...input, name: 'signed in' } : input),
  };
}
