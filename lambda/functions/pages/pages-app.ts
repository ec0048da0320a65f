import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ChoiceClaims } from '../../domain/links/link-claims.ts';
import { verifyLinkToken } from '../../domain/links/verify-link-token.ts';
import type { LocalizedText } from '../../domain/locale.ts';
import { type MessageKind, messagePage } from '../../domain/pages/message-page.ts';
import { errorIds } from '../../runtime/error-ids.ts';
import { answerChoice, type ChoiceTools, oneClickOptOut, showChoice } from './mail-choice-answers.ts';
import { pageHeaders } from './page-headers.ts';
import { readForm } from './read-form.ts';

/** What the pages need. `linkKeys` are all keys that ever signed a link, newest first. */
export interface PagesTools extends ChoiceTools {
  readonly linkKeys: () => Promise<readonly string[]>;
}

/** Several times the largest form that a mail service posts. */
const maxBodyBytes = 16 * 1024;

const oneClickAnswer: LocalizedText = {
  ja: '配信を停止しました。ご案内のメールは、今後お送りしません。\n',
  en: 'You are unsubscribed. We will send you no more marketing mails.\n',
};

const statusOf = { 'not-found': 404, 'not-understood': 400, failed: 500 } as const;

/** The pages behind the links in mails. GET and HEAD change nothing; POST acts, and acting twice is acting once. */
export function createPagesApp(tools: PagesTools): Hono {
  const { stage, log } = tools;
  const app = new Hono();

  const message = (c: Context, kind: MessageKind, status: 400 | 404 | 413 | 500 = statusOf[kind]) =>
    c.html(messagePage(kind, stage.locale, stage.sender), status);

  // One answer for every link that is none: it must not tell a forged token from a mistyped one.
  async function openLink(c: Context): Promise<ChoiceClaims | undefined> {
    const asked = { purpose: 'choice', nowMs: tools.clock.nowMs() } as const;
    const link = verifyLinkToken(c.req.param('token') ?? '', await tools.linkKeys(), asked);
    if (link.kind !== 'good') log.info('link-unknown');
    return link.kind === 'good' ? link.claims : undefined;
  }

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(pageHeaders)) c.header(name, value);
  });

  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'));

  app.get('/u/:token', async (c) => {
    const claims = await openLink(c);
    return claims === undefined ? message(c, 'not-found') : c.html(await showChoice(tools, claims));
  });

  app.post(
    '/u/:token',
    bodyLimit({ maxSize: maxBodyBytes, onError: (c) => message(c, 'not-understood', 413) }),
    async (c) => {
      const claims = await openLink(c);
      if (claims === undefined) return message(c, 'not-found');
      const form = await readForm(c.req.raw);
      if (form.get('List-Unsubscribe')?.trim() === 'One-Click') {
        await oneClickOptOut(tools, claims);
        return c.text(oneClickAnswer[stage.locale]);
      }
      const page = await answerChoice(tools, claims, form.get('action'));
      return page === undefined ? message(c, 'not-understood') : c.html(page);
    },
  );

  app.notFound((c) => message(c, 'not-found'));
  app.onError((error, c) => {
    log.error('page-failed', errorIds(error));
    return message(c, 'failed');
  });
  return app;
}
