import { userInfo } from 'node:os';
import { problemsOf } from '../../lambda/domain/pages/decision-form.ts';
import { decisionTexts } from '../../lambda/domain/pages/decision-texts.ts';
import { CommandFailure } from '../command-failure.ts';

/** Who decides and what they say of it. */
export interface Decider {
  readonly by: string;
  readonly comment: string;
}

/** Reads --by (default: whoever is logged in on this machine) and --comment, within the limits of the page's form. Throws CommandFailure. */
export function readDecider({ by, comment = '' }: { readonly by?: string; readonly comment?: string }): Decider {
  const decider = { by: (by ?? loginName()).trim(), comment: comment.trim() };
  const [problem] = problemsOf({ name: decider.by, comment: decider.comment });
  if (problem === undefined) return decider;
  const option = problem.startsWith('name') ? '--by NAME' : '--comment TEXT';
  throw new CommandFailure(`${option}: ${decisionTexts.en.problems[problem]}`, { isUsage: true });
}

/** '' where the machine has no name for its user, as in some containers. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
