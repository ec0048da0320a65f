import type { Hono } from 'hono';
import { stopPage } from '../../domain/pages/stop-page.ts';
import {
  type OccurrenceTools,
  readOccurrence,
  resumeOccurrence,
  stopOccurrence,
} from '../../use-cases/stop-occurrence.ts';
import { answerMessage, type LinkTools, limitBody, onLink, onOwnForm } from './on-link.ts';
import { readForm } from './read-form.ts';

const maxBodyBytes = 16 * 1024;

const actions = new Map([
  ['stop', stopOccurrence],
  ['resume', resumeOccurrence],
]);

/** `/s`: stops one mail to come, or takes that back. */
export function addStop(app: Hono, tools: OccurrenceTools & LinkTools): void {
  app.get(
    '/s/:token',
    onLink(tools, 'stop', async (c, claims) =>
      c.html(stopPage(await readOccurrence(tools, claims), claims, tools.stage)),
    ),
  );
  app.post(
    '/s/:token',
    limitBody(tools, maxBodyBytes),
    onOwnForm(tools, 'stop', async (c, claims) => {
      const action = (await readForm(c.req.raw)).get('action') ?? '';
      const act = actions.get(action);
      if (act === undefined) return answerMessage(c, tools, 'not-understood');
      const occurrence = await act(tools, claims);
      const { campaign, customer } = claims;
      tools.log.info('occurrence-answered', { campaign, customer, action, outcome: occurrence.state });
      return c.html(stopPage(occurrence, claims, tools.stage));
    }),
  );
}
