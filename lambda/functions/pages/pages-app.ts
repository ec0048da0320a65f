import { Hono } from 'hono';
import { errorIds } from '../../runtime/error-ids.ts';
import type { HeartbeatAnswerTools } from '../../use-cases/heartbeat-answer.ts';
import type { OccurrenceTools } from '../../use-cases/stop-occurrence.ts';
import { addApproval } from './approval-routes.ts';
import type { ApprovalsPageTools } from './approvals-answers.ts';
import { addApprovals } from './approvals-routes.ts';
import { addChoice } from './choice-routes.ts';
import { addHeartbeat } from './heartbeat-routes.ts';
import type { ChoiceTools } from './mail-choice-answers.ts';
import { addMail, type MailPageTools } from './mail-routes.ts';
import { answerMessage } from './on-link.ts';
import { addOutcome } from './outcome-routes.ts';
import { pageHeaders } from './page-headers.ts';
import { addRun, type RunPageTools } from './run-routes.ts';
import { addSignIn } from './sign-in-routes.ts';
import { addStop } from './stop-routes.ts';
import { addSuspects, type SuspectsPageTools } from './suspects-routes.ts';
import { addUpload, type UploadPageTools } from './upload-routes.ts';

/** What the pages need. */
export type PagesTools = ChoiceTools &
  ApprovalsPageTools &
  MailPageTools &
  OccurrenceTools &
  HeartbeatAnswerTools &
  RunPageTools &
  UploadPageTools &
  SuspectsPageTools;

/** The pages behind the links in mails and cards. GET and HEAD change nothing; POST acts, and acting twice is acting once. */
export function createPagesApp(tools: PagesTools): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(pageHeaders)) if (!c.res.headers.has(name)) c.header(name, value);
  });

  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'));
  addChoice(app, tools);
  addApproval(app, tools);
  addApprovals(app, tools);
  addMail(app, tools);
  addStop(app, tools);
  addOutcome(app, tools);
  addRun(app, tools);
  addUpload(app, tools);
  addSuspects(app, tools);
  addHeartbeat(app, tools);
  addSignIn(app, tools);

  app.notFound((c) => answerMessage(c, tools, 'not-found'));
  app.onError((error, c) => {
    tools.log.error('page-failed', errorIds(error));
    return answerMessage(c, tools, 'failed');
  });
  return app;
}
