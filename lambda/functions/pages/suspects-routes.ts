import type { Context, Hono } from 'hono';
import { keptWords } from '../../domain/approval/kept-words.ts';
import { formatSuspectChoice, parseSuspectChoice } from '../../domain/import/suspect-groups.ts';
import type { SuspectsClaims } from '../../domain/links/link-claims.ts';
import { type DecisionInput, noInput } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import { suspectsPage } from '../../domain/pages/suspects-page.ts';
import type { RecordTypeModel } from '../../domain/records/record-model.ts';
import type { Queues, SignedInPerson } from '../../ports.ts';
import { type ListSuspectsTools, listSuspects } from '../../use-cases/list-suspects.ts';
import { answerMessage, type LinkTools, limitBody, onLink, onOwnForm } from './on-link.ts';
import { readForm } from './read-form.ts';
import { readWords } from './read-words.ts';
import { type SignInTools, whereSignedIn } from './sign-in-routes.ts';

/** What accepting dates behind links needs. */
export type SuspectsPageTools = ListSuspectsTools &
  LinkTools &
  SignInTools & { readonly queues: Pick<Queues, 'import'> };

/** `/d`: the dates of a type that look made up. GET lists them, POST accepts a group; accepting twice is accepting once. */
export function addSuspects(app: Hono, tools: SuspectsPageTools): void {
  app.get(
    '/d/:token',
    onLink(tools, 'suspects', (c, claims) =>
      whereSignedIn(c, tools, async (person) => {
        const type = typeOf(tools, claims);
        return type === undefined ? answerMessage(c, tools, 'not-found') : show(c, tools, type, { person });
      }),
    ),
  );
  app.post(
    '/d/:token',
    limitBody(tools),
    onOwnForm(tools, 'suspects', (c, claims) => whereSignedIn(c, tools, (person) => accept(c, tools, claims, person))),
  );
}

function typeOf({ stage }: SuspectsPageTools, claims: SuspectsClaims): RecordTypeModel | undefined {
  return stage.recordModel.find(({ type }) => type === claims.type);
}

async function accept(
  c: Context,
  tools: SuspectsPageTools,
  claims: SuspectsClaims,
  person: SignedInPerson | undefined,
): Promise<Response> {
  const type = typeOf(tools, claims);
  if (type === undefined) return answerMessage(c, tools, 'not-found');
  const form = await readForm(c.req.raw);
  const choice = parseSuspectChoice(type, form.get('accept') ?? '');
  if (choice === undefined) return answerMessage(c, tools, 'not-understood');
  const { word, input, problems } = readWords(form, person);
  if (problems.length > 0) return show(c, tools, type, { person, input, problems }, 422);
  const by = keptWords({ by: word.signedInAs ?? word.by, comment: '' }).by;
  const at = new Date(tools.clock.nowMs()).toISOString();
  await tools.queues.import([{ kind: 'accept', type: type.type, ...choice, by, at }]);
  tools.log.info('suspects-answered', { type: type.type, field: choice.field });
  return show(c, tools, type, { person, input, accepted: formatSuspectChoice(choice) });
}

interface Shown {
  readonly person: SignedInPerson | undefined;
  readonly input?: DecisionInput;
  readonly problems?: readonly FormProblem[];
  readonly accepted?: string;
}

async function show(
  c: Context,
  tools: SuspectsPageTools,
  type: RecordTypeModel,
  { person, input = noInput, problems = [], accepted }: Shown,
  status: 200 | 422 = 200,
) {
  const { groups, isMore, read } = await listSuspects(tools, type);
  const signedInAs = person && (person.name || person.email);
  const form = { input, problems, ...(signedInAs !== undefined && { signedInAs }) };
  const page = {
    ...{ stage: tools.stage, type, groups, form },
    ...(isMore && { readOnly: read }),
    ...(accepted !== undefined && { accepted }),
  };
  return c.html(suspectsPage(page), status);
}
