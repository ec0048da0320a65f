import type { Context, Hono } from 'hono';
import type { StopClaims } from '../../domain/links/link-claims.ts';
import { stopPage } from '../../domain/pages/stop-page.ts';
import {
  type OccurrenceTools,
  readOccurrence,
  resumeOccurrence,
  stopOccurrence,
} from '../../use-cases/stop-occurrence.ts';
import { answerMessage, type LinkTools, limitBody, onLink, onOwnForm } from './on-link.ts';
import { readForm } from './read-form.ts';
import { type SignInTools, whereSignedIn } from './sign-in-routes.ts';

const actions = new Map([
  ['stop', stopOccurrence],
  ['resume', resumeOccurrence],
]);

/** What stopping one mail needs. */
export type StopPageTools = OccurrenceTools & LinkTools & SignInTools;

/** `/s`: stops one mail to come, or takes that back. */
export function addStop(app: Hono, tools: StopPageTools): void {
  app.get(
    '/s/:token',
    onLink(tools, 'stop', (c, claims) =>
      whereSignedIn(c, tools, async () => c.html(stopPage(await readOccurrence(tools, claims), claims, tools.stage))),
    ),
  );
  app.post(
    '/s/:token',
    limitBody(tools),
    onOwnForm(tools, 'stop', (c, claims) => whereSignedIn(c, tools, () => act(c, tools, claims))),
  );
}

async function act(c: Context, tools: StopPageTools, claims: StopClaims): Promise<Response> {
  const action = (await readForm(c.req.raw)).get('action') ?? '';
  const wanted = actions.get(action);
  if (wanted === undefined) return answerMessage(c, tools, 'not-understood');
  const occurrence = await wanted(tools, claims);
  const { campaign, customer } = claims;
  tools.log.info('occurrence-answered', { campaign, customer, action, outcome: occurrence.state });
  return c.html(stopPage(occurrence, claims, tools.stage));
}
