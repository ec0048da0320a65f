import type { Context, Hono } from 'hono';
import type { SendClaims } from '../../domain/links/link-claims.ts';
import { mailDocument } from '../../domain/pages/mail-document.ts';
import { mailPage } from '../../domain/pages/mail-page.ts';
import { readSentMail, type SentMail, type SentMailTools } from '../../use-cases/sent-mail.ts';
import { answerMessage, type LinkTools, onLink } from './on-link.ts';
import { allowFrames, allowMail } from './page-headers.ts';
import { type SignInTools, whereSignedIn } from './sign-in-routes.ts';

/** What looking at mails behind links needs. */
export type MailPageTools = SentMailTools & LinkTools & SignInTools;

/** `/m`: a mail as it went out, to be looked at by colleagues. */
export function addMail(app: Hono, tools: MailPageTools): void {
  app.get(
    '/m/:token',
    onLink(tools, 'mail', (c, claims) =>
      withMail(c, tools, claims, (sent) => {
        allowFrames(c);
        return c.html(mailPage(sent, `${c.req.param('token')}/mail`, tools.stage));
      }),
    ),
  );
  app.get(
    '/m/:token/mail',
    onLink(tools, 'mail', (c, claims) =>
      withMail(c, tools, claims, ({ mail }) => {
        if (mail === undefined) return answerMessage(c, tools, 'not-found');
        allowMail(c);
        return c.html(mailDocument(mail.html));
      }),
    ),
  );
}

async function withMail(
  c: Context,
  tools: MailPageTools,
  { customer, key }: SendClaims,
  answer: (sent: SentMail) => Response | Promise<Response>,
): Promise<Response> {
  return whereSignedIn(c, tools, async () => {
    const sent = await readSentMail(tools, { customer, key });
    return sent === undefined ? answerMessage(c, tools, 'not-found') : answer(sent);
  });
}
