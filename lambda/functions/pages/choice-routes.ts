import type { Hono } from 'hono';
import type { LocalizedText } from '../../domain/locale.ts';
import { answerChoice, type ChoiceTools, oneClickOptOut, showChoice } from './mail-choice-answers.ts';
import { answerMessage, type LinkTools, limitBody, onLink } from './on-link.ts';
import { readForm } from './read-form.ts';

/** Several times the largest form that a mail service posts. */
const oneClickAnswer: LocalizedText = {
  ja: '配信を停止しました。ご案内のメールは、今後お送りしません。\n',
  en: 'You are unsubscribed. We will send you no more marketing mails.\n',
};

/** `/u`: where customers choose their mail, and where mail programs post RFC 8058's one click, from wherever they are. */
export function addChoice(app: Hono, tools: ChoiceTools & LinkTools): void {
  app.get(
    '/u/:token',
    onLink(tools, 'choice', async (c, claims) => c.html(await showChoice(tools, claims))),
  );
  app.post(
    '/u/:token',
    limitBody(tools),
    onLink(tools, 'choice', async (c, claims) => {
      const form = await readForm(c.req.raw);
      if (form.get('List-Unsubscribe')?.trim() === 'One-Click') {
        await oneClickOptOut(tools, claims);
        return c.text(oneClickAnswer[tools.stage.locale]);
      }
      const page = await answerChoice(tools, claims, form.get('action'));
      return page === undefined ? answerMessage(c, tools, 'not-understood') : c.html(page);
    }),
  );
}
