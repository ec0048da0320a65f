import type { Context, Hono } from 'hono';
import type { SendClaims } from '../../domain/links/link-claims.ts';
import { type DecisionInput, noInput } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import { outcomePage } from '../../domain/pages/outcome-page.ts';
import type { SignedInPerson } from '../../ports.ts';
import type { ApprovalTools } from '../../use-cases/approval-request.ts';
import { type OutcomeRequest, readOutcomeRequest } from '../../use-cases/outcome-request.ts';
import { type OutcomeAnswer, settleOutcome } from '../../use-cases/settle-outcome.ts';
import { answerMessage, type LinkTools, limitBody, onLink, onOwnForm } from './on-link.ts';
import { readForm } from './read-form.ts';
import { readWords } from './read-words.ts';
import { type SignInTools, whereSignedIn } from './sign-in-routes.ts';

/** What settling unknown outcomes behind links needs. */
export type OutcomePageTools = ApprovalTools & LinkTools & SignInTools;

/** `/o`: did this mail go out? GET asks, POST answers; the first answer counts. */
export function addOutcome(app: Hono, tools: OutcomePageTools): void {
  app.get(
    '/o/:token',
    onLink(tools, 'outcome', (c, claims) =>
      whereSignedIn(c, tools, async (person) => {
        const request = await readOutcomeRequest(tools, claims);
        return request === undefined ? answerMessage(c, tools, 'not-found') : show(c, tools, request, { person });
      }),
    ),
  );
  app.post(
    '/o/:token',
    limitBody(tools),
    onOwnForm(tools, 'outcome', (c, claims) => whereSignedIn(c, tools, (person) => settle(c, tools, claims, person))),
  );
}

async function settle(
  c: Context,
  tools: OutcomePageTools,
  claims: SendClaims,
  person: SignedInPerson | undefined,
): Promise<Response> {
  const asked = readAnswer(await readForm(c.req.raw), person);
  if (asked === undefined) return answerMessage(c, tools, 'not-understood');
  const { answer, input, problems } = asked;
  const request = await readOutcomeRequest(tools, claims);
  if (request === undefined) return answerMessage(c, tools, 'not-found');
  // Whoever comes too late need not type their name to learn who was first.
  if (problems.length > 0) return show(c, tools, request, { person, input, problems }, 422);
  const settled = await settleOutcome(tools, claims, answer);
  if (settled === undefined) return answerMessage(c, tools, 'not-found');
  const { campaign, customer } = settled.request.row;
  tools.log.info('outcome-answered', { campaign, customer, decision: answer.decision, outcome: settled.kind });
  return show(c, tools, settled.request, { person, input, hasChanged: settled.kind === 'changed' });
}

interface Shown {
  readonly person: SignedInPerson | undefined;
  readonly input?: DecisionInput;
  readonly problems?: readonly FormProblem[];
  readonly hasChanged?: boolean;
}

function show(
  c: Context,
  { stage }: OutcomePageTools,
  view: OutcomeRequest,
  { person, input = noInput, problems = [], hasChanged = false }: Shown,
  status: 200 | 422 = 200,
) {
  const isOpen = view.row.state === 'uncertain';
  const signedInAs = person && (person.name || person.email);
  const form = { input, problems: isOpen ? problems : [], ...(signedInAs !== undefined && { signedInAs }) };
  return c.html(outcomePage({ stage, view, form, hasChanged }), isOpen ? status : 200);
}

/** What a form answers, in whose name, and what is wrong with it; undefined when no button of it was pressed. */
function readAnswer(form: ReadonlyMap<string, string>, person: SignedInPerson | undefined) {
  const decision = form.get('decision');
  const attempt = form.get('attempt') ?? '';
  if (decision !== 'went-out' && decision !== 'again' && decision !== 'dropped') return undefined;
  if (!/^\d{1,6}$/.test(attempt)) return undefined;
  const { word, ...typed } = readWords(form, person);
  const answer: OutcomeAnswer = { decision, ...word, attempt: Number(attempt) };
  return { answer, ...typed };
}
