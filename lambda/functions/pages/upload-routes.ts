import type { Context, Hono } from 'hono';
import type { UploadClaims } from '../../domain/links/link-claims.ts';
import { type DecisionInput, noInput } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import { uploadPage } from '../../domain/pages/upload-page.ts';
import type { SignedInPerson } from '../../ports.ts';
import {
  decideUpload,
  type HeldUpload,
  readHeldUpload,
  type UploadAnswer,
  type UploadDecideTools,
} from '../../use-cases/upload-decide.ts';
import { answerMessage, type LinkTools, limitBody, onLink, onOwnForm } from './on-link.ts';
import { readForm } from './read-form.ts';
import { readWords } from './read-words.ts';
import { type SignInTools, whereSignedIn } from './sign-in-routes.ts';

/** What deciding uploads behind links needs. */
export type UploadPageTools = UploadDecideTools & LinkTools & SignInTools;

/** `/i`: is a file to be taken in that would change much? GET asks, POST answers; the first answer counts. */
export function addUpload(app: Hono, tools: UploadPageTools): void {
  app.get(
    '/i/:token',
    onLink(tools, 'upload', (c, claims) =>
      whereSignedIn(c, tools, async (person) => {
        const held = await readHeldUpload(tools, claims);
        return held === undefined ? answerMessage(c, tools, 'not-found') : show(c, tools, held, { person });
      }),
    ),
  );
  app.post(
    '/i/:token',
    limitBody(tools),
    onOwnForm(tools, 'upload', (c, claims) => whereSignedIn(c, tools, (person) => decide(c, tools, claims, person))),
  );
}

async function decide(
  c: Context,
  tools: UploadPageTools,
  claims: UploadClaims,
  person: SignedInPerson | undefined,
): Promise<Response> {
  const asked = readAnswer(await readForm(c.req.raw), person);
  if (asked === undefined) return answerMessage(c, tools, 'not-understood');
  const { answer, input, problems } = asked;
  if (problems.length > 0) {
    const held = await readHeldUpload(tools, claims);
    if (held === undefined) return answerMessage(c, tools, 'not-found');
    // Whoever comes too late need not type their name to learn who was first.
    return show(c, tools, held, { person, input, problems }, 422);
  }
  const outcome = await decideUpload(tools, claims, answer);
  if (outcome === undefined) return answerMessage(c, tools, 'not-found');
  // A file's name may be a person's.
  tools.log.info('upload-answered', { at: claims.at, decision: answer.decision, outcome: outcome.kind });
  return show(c, tools, outcome.held, { person, input });
}

interface Shown {
  readonly person: SignedInPerson | undefined;
  readonly input?: DecisionInput;
  readonly problems?: readonly FormProblem[];
}

function show(
  c: Context,
  { stage }: UploadPageTools,
  held: HeldUpload,
  { person, input = noInput, problems = [] }: Shown,
  status: 200 | 422 = 200,
) {
  const signedInAs = person && (person.name || person.email);
  const form = { input, problems: held.isOpen ? problems : [], ...(signedInAs !== undefined && { signedInAs }) };
  return c.html(uploadPage({ stage, ...held, form }), held.isOpen ? status : 200);
}

/** What a form answers, in whose name, and what is wrong with it; undefined when no button of it was pressed. */
function readAnswer(form: ReadonlyMap<string, string>, person: SignedInPerson | undefined) {
  const decision = form.get('decision');
  if (decision !== 'take' && decision !== 'drop') return undefined;
  const { word, ...typed } = readWords(form, person);
  const answer: UploadAnswer = { decision, ...word };
  return { answer, ...typed };
}
