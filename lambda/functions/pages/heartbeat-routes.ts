import type { Hono } from 'hono';
import { heartbeatPage } from '../../domain/pages/heartbeat-page.ts';
import { answerHeartbeat, type HeartbeatAnswerTools } from '../../use-cases/heartbeat-answer.ts';
import { answerMessage, type LinkTools, limitBody, onLink, onOwnForm } from './on-link.ts';

/** `/h`: the answer to the weekly question whether cards arrive. */
export function addHeartbeat(app: Hono, tools: HeartbeatAnswerTools & LinkTools): void {
  app.get(
    '/h/:token',
    onLink(tools, 'heartbeat', (c) => c.html(heartbeatPage(tools.stage, false))),
  );
  app.post(
    '/h/:token',
    limitBody(tools),
    onOwnForm(tools, 'heartbeat', async (c, { id }) => {
      if (!(await answerHeartbeat(tools, id))) return answerMessage(c, tools, 'not-found');
      tools.log.info('heartbeat-answered', { heartbeat: id });
      return c.html(heartbeatPage(tools.stage, true));
    }),
  );
}
