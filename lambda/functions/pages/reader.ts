import type { Context } from 'hono';
import { type WhyNot, whyNot } from '../../domain/approval/may-decide.ts';
import type { SignedInPerson } from '../../ports.ts';
import type { ApprovalRequest } from '../../use-cases/approval-request.ts';
import { type SignInTools, signedIn } from './sign-in-routes.ts';

/** Who looks at a page for colleagues. */
export interface Reader {
  /** Who is signed in; absent where nobody is, or the stage has no sign-in. */
  readonly person?: SignedInPerson;
  /** Why they must not decide a request; undefined when they may. */
  readonly hindranceOf: (request: ApprovalRequest) => WhyNot | undefined;
}

/** The person in front of the browser, as far as the stage wants to know. */
export async function readerOf(c: Context, tools: SignInTools): Promise<Reader> {
  const person = await signedIn(c, tools);
  return {
    ...(person && { person }),
    hindranceOf: (request) => whyNot(request, person?.email, tools.stage),
  };
}
