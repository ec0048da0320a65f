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
}

const labels: Readonly<Record<'sender' | 'address' | 'contact', LocalizedText>> = {
  sender: { ja: '送信者', en: 'Sender' },
  address: { ja: '所在地', en: 'Address' },
  contact: { ja: 'お問い合わせ・苦情の受付', en: 'Questions and complaints' },
};

/** A whole page. Who sends, from where, and whom to ask stands below each (特定電子メール法施行規則9条). */
export function pageFrame({ locale, heading, sender, body }: PageFrame): Markup {
  const line = (label: LocalizedText, value: string) => html`<p>${label[locale]}${separator[locale]}${value}</p>`;
  return html`<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${heading} | ${sender.name}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<div class="sheet">
<header><p class="masthead">${sender.name}</p></header>
<main>
<h1>${heading}</h1>
${body}
</main>
<footer>
${line(labels.sender, sender.name)}
${line(labels.address, sender.address)}
${line(labels.contact, sender.contact)}
</footer>
</div>
</body>
</html>
`;
}

const separator: LocalizedText = { ja: '：', en: ': ' };
