import { html, raw } from 'hono/html';
import type { Locale, LocalizedText } from '../locale.ts';
import type { Sender } from '../stage-config.ts';
import { pageStyle } from './page-style.ts';

/** HTML in which every value that came from outside has been escaped. */
export type Markup = ReturnType<typeof html>;

export interface PageFrame {
  readonly locale: Locale;
  /** The heading, and the title of the window. */
  readonly heading: string;
  readonly sender: Sender;
  readonly body: Markup;
  /** Who reads it: customers get a letter with the sender's particulars, colleagues a roomier sheet. */
  readonly readers?: 'customers' | 'colleagues';
  /** True for a page that shows a mail and the rest beside it. */
  readonly isWide?: boolean;
  /** True when something must be put right first; the window's title then says so. */
  readonly hasErrors?: boolean;
}

const labels: Readonly<Record<'sender' | 'address' | 'contact' | 'internal' | 'error', LocalizedText>> = {
  sender: { ja: '送信者', en: 'Sender' },
  address: { ja: '所在地', en: 'Address' },
  contact: { ja: 'お問い合わせ・苦情の受付', en: 'Questions and complaints' },
  internal: {
    ja: '社内の担当者向けの画面です。リンクを社外へ転送しないでください。',
    en: 'This page is for colleagues. Please do not forward its link outside the company.',
  },
  error: { ja: 'エラー：', en: 'Error: ' },
};

/** A whole page. For customers, who sends, from where, and whom to ask stands below it (特定電子メール法施行規則9条). */
export function pageFrame(page: PageFrame): Markup {
  const { locale, heading, sender, body, readers = 'customers', isWide = false, hasErrors = false } = page;
  return html`<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${hasErrors ? labels.error[locale] : ''}${heading} | ${sender.name}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<div class="sheet${readers === 'colleagues' && ' desk'}${isWide && ' wide'}">
<header><p class="masthead">${sender.name}</p></header>
<main>
<h1>${heading}</h1>
${body}
</main>
<footer>
${readers === 'colleagues' ? html`<p>${labels.internal[locale]}</p>` : particulars(sender, locale)}
</footer>
</div>
</body>
</html>
`;
}

function particulars(sender: Sender, locale: Locale): Markup {
  const separator = locale === 'ja' ? '：' : ': ';
  const line = (label: LocalizedText, value: string) => html`<p>${label[locale]}${separator}${value}</p>`;
  return html`${line(labels.sender, sender.name)}
${line(labels.address, sender.address)}
${line(labels.contact, sender.contact)}`;
}
