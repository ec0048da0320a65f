import type { Context, Hono } from 'hono';
import type { HeldRunView } from '../../domain/brake/held-run-view.ts';
import type { RunClaims } from '../../domain/links/link-claims.ts';
import { type DecisionInput, noInput } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import { runPage } from '../../domain/pages/run-page.ts';
import type { SignedInPerson } from '../../ports.ts';
import { decideHeldRun, type RunAnswer, type RunDecideTools, readHeldRun } from '../../use-cases/run-decide.ts';
import { answerMessage, type LinkTools, limitBody, onLink, onOwnForm } from './on-link.ts';
import { readForm } from './read-form.ts';
import { readWords } from './read-words.ts';
import { type SignInTools, whereSignedIn } from './sign-in-routes.ts';

/** What deciding held runs behind links needs. */
export type RunPageTools = RunDecideTools & LinkTools & SignInTools;

/** `/r`: is a run as large as it should be? GET asks, POST answers; the first answer counts. */
export function addRun(app: Hono, tools: RunPageTools): void {
  app.get(
    '/r/:token',
    onLink(tools, 'run', (c, claims) =>
      whereSignedIn(c, tools, async (person) => {
        const view = await readHeldRun(tools, claims);
        return view === undefined ? answerMessage(c, tools, 'not-found') : show(c, tools, view, { person });
      }),
    ),
  );
  app.post(
    '/r/:token',
    limitBody(tools),
    onOwnForm(tools, 'run', (c, claims) => whereSignedIn(c, tools, (person) => decide(c, tools, claims, person))),
  );
}

async function decide(
  c: Context,
  tools: RunPageTools,
  claims: RunClaims,
  person: SignedInPerson | undefined,
): Promise<Response> {
  const asked = readAnswer(await readForm(c.req.raw), person);
  if (asked === undefined) return answerMessage(c, tools, 'not-understood');
  const { answer, input, problems } = asked;
  if (problems.length > 0) {
    const view = await readHeldRun(tools, claims);
    if (view === undefined) return answerMessage(c, tools, 'not-found');
    // Whoever comes too late need not type their name to learn who was first.
    return show(c, tools, view, { person, input, problems }, 422);
  }
  const outcome = await decideHeldRun(tools, claims, answer);
  if (outcome === undefined) return answerMessage(c, tools, 'not-found');
  const { campaign, date } = claims;
  tools.log.info('run-answered', { campaign, date, decision: answer.decision, outcome: outcome.kind });
  return show(c, tools, outcome.view, { person, input });
}

interface Shown {
  readonly person: SignedInPerson | undefined;
  readonly input?: DecisionInput;
  readonly problems?: readonly FormProblem[];
}

function show(
  c: Context,
  { stage, clock }: RunPageTools,
  view: HeldRunView,
  { person, input = noInput, problems = [] }: Shown,
  status: 200 | 422 = 200,
) {
  const nowMs = clock.nowMs();
  const isOpen = view.run.decision === undefined && nowMs < view.untilMs;
  const signedInAs = person && (person.name || person.email);
  const form = { input, problems: isOpen ? problems : [], ...(signedInAs !== undefined && { signedInAs }) };
  return c.html(runPage({ stage, nowMs, view, form }), isOpen ? status : 200);
}

/** What a form answers, in whose name, and what is wrong with it; undefined when no button of it was pressed. */
function readAnswer(form: ReadonlyMap<string, string>, person: SignedInPerson | undefined) {
  const decision = form.get('decision');
  if (decision !== 'released' && decision !== 'dropped') return undefined;
  const { word, ...typed } = readWords(form, person);
  const answer: RunAnswer = { decision, ...word };
  return { answer, ...typed };
}
