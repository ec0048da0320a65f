import type { Context, Hono } from 'hono';
import type { SendClaims } from '../../domain/links/link-claims.ts';
import { mailDocument } from '../../domain/pages/mail-document.ts';
import { decideApproval } from '../../use-cases/approval-decide.ts';
import { type ApprovalRequest, type ApprovalTools, readApproval } from '../../use-cases/approval-request.ts';
import { askedOf, showOutcome, showRequest } from './approval-answers.ts';
import { answerMessage, type LinkTools, limitBody, onLink, onOwnForm } from './on-link.ts';
import { allowMail } from './page-headers.ts';
import { readDecision } from './read-decision.ts';
import { readForm } from './read-form.ts';
import { type Reader, readerOf } from './reader.ts';
import { askToSignIn, type SignInTools } from './sign-in-routes.ts';

/** What approving behind links needs. */
export type ApprovalPageTools = ApprovalTools & LinkTools & SignInTools;

/** `/a`: one request for approval. GET shows it, POST decides it; the first decision counts. */
export function addApproval(app: Hono, tools: ApprovalPageTools): void {
  app.get(
    '/a/:token',
    onLink(tools, 'approval', (c, claims) =>
      withRequest(c, tools, claims, (request, reader) => showRequest(c, tools, request, { reader })),
    ),
  );
  app.get(
    '/a/:token/mail',
    onLink(tools, 'approval', (c, claims) =>
      withRequest(c, tools, claims, ({ mail }) => {
        if (mail === undefined) return answerMessage(c, tools, 'not-found');
        allowMail(c);
        return c.html(mailDocument(mail.html));
      }),
    ),
  );
  app.post(
    '/a/:token',
    limitBody(tools),
    onOwnForm(tools, 'approval', (c, claims) =>
      withRequest(c, tools, claims, (request, reader) => decide(c, tools, request, reader)),
    ),
  );
}

async function withRequest(
  c: Context,
  tools: ApprovalPageTools,
  claims: SendClaims,
  answer: (request: ApprovalRequest, reader: Reader) => Response | Promise<Response>,
): Promise<Response> {
  const request = await readApproval(tools, { customer: claims.customer, key: claims.key });
  if (request === undefined) return answerMessage(c, tools, 'not-found');
  const reader = await readerOf(c, tools);
  return reader.hindranceOf(request) === 'sign-in' ? askToSignIn(c, tools) : answer(request, reader);
}

async function decide(
  c: Context,
  tools: ApprovalPageTools,
  request: ApprovalRequest,
  reader: Reader,
): Promise<Response> {
  const asked = readDecision(await readForm(c.req.raw), reader);
  if (asked === undefined) return answerMessage(c, tools, 'not-understood');
  const { answer, input, problems } = asked;
  const shown = { reader, input, hasChanged: answer.digest !== request.digest };
  if (reader.hindranceOf(request) !== undefined) return showRequest(c, tools, request, shown, 403);
  if (problems.length > 0) return showRequest(c, tools, request, { ...shown, problems }, 422);
  const outcome = await decideApproval(tools, request.row, answer);
  if (outcome === undefined) return answerMessage(c, tools, 'not-found');
  tools.log.info('approval-answered', { ...askedOf(request), decision: answer.decision, outcome: outcome.kind });
  return showOutcome(c, tools, outcome, shown);
}
