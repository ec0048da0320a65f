import type { StageConfig } from '../stage-config.ts';
import { escapeHtml } from './escape-html.ts';
import type { OutgoingMail } from './outgoing-mail.ts';

/** What a mail to a colleague says. `text` and `html` say the same; `html` is a fragment whose text is escaped. */
export interface ColleagueMailParts {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * A mail to a colleague, from the stage's sender. Its tags name no customer, so that SES's events about it change
 * nothing; nobody can opt out of it.
 */
export function colleagueMail(
  { to, subject, text, html }: ColleagueMailParts,
  { name, locale, sender }: Pick<StageConfig, 'name' | 'locale' | 'sender'>,
): OutgoingMail {
  const foot = feet[locale](name);
  return {
    from: { name: sender.name, address: sender.email },
    to,
    // A subject is one line, whatever a name in it holds.
    subject: subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(),
    text: `${text}\n\n-- \n${foot}\n`,
    html: page(locale, `${html}<p style="color:#616161;font-size:12px">${escapeHtml(foot)}</p>`),
    tags: { kind: 'notice' },
  };
}

function page(locale: string, body: string): string {
  return `<!DOCTYPE html><html lang="${locale}"><head><meta charset="utf-8"></head><body style="margin:16px;font-family:sans-serif;line-height:1.6;color:#242424">${body}</body></html>`;
}

const feet = {
  ja: (stage: string) => `Fushime（${stage}）からの自動のお知らせです。リンクを社外へ転送しないでください。`,
  en: (stage: string) => `Sent by Fushime (${stage}). Please do not forward its links outside the company.`,
} as const;
