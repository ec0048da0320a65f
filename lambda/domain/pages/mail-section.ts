import { html } from 'hono/html';
import { unsubscribePlaceholder } from '../approval/mail-digest.ts';
import type { Locale, LocalizedText } from '../locale.ts';
import type { Mailbox, OutgoingMail } from '../message/outgoing-mail.ts';
import type { Markup } from './page-frame.ts';

const words = {
  heading: { ja: 'お送りするメール', en: 'The mail' },
  from: { ja: '差出人', en: 'From' },
  to: { ja: '宛先', en: 'To' },
  replyTo: { ja: '返信先', en: 'Reply to' },
  subject: { ja: '件名', en: 'Subject' },
  frame: { ja: 'メールの表示', en: 'The mail as it is displayed' },
  frameNote: {
    ja: '実際の見た目です。この画面では、画像は表示されず、リンクは開きません。',
    en: 'As it will look. On this page, images are not loaded and links do not open.',
  },
  text: { ja: 'テキスト版', en: 'Text version' },
  textNote: {
    ja: 'HTMLを表示しないメールソフトでは、この文面になります。',
    en: 'What mail programs show that do not display HTML.',
  },
  sample: {
    ja: '配信停止のリンクは見本です。送るときに、お客様ごとのものに置き換わります。',
    en: 'The unsubscribe link is a sample: each customer gets their own when the mail leaves.',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** Heads a mail that is only looked at: nothing is still to be decided of it. */
export const mailContents: LocalizedText = { ja: 'メールの内容', en: 'What it says' };

/** Says of a text that its opt-out link is a sample, where it has one. */
export function sampleLinkNote(text: string, locale: Locale): Markup | '' {
  return text.includes(unsubscribePlaceholder) ? html`<p class="note">${words.sample[locale]}</p>` : '';
}

/** Who a mail is from and to, as its headers have it. */
export function mailbox({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`;
}

/** The exact mail: its headers, its HTML in a frame without powers, its text. `frame` is the address of the HTML. */
export function mailSection(
  mail: OutgoingMail,
  frame: string,
  locale: Locale,
  heading: string = words.heading[locale],
): Markup {
  const line = (label: LocalizedText, value: string) => html`<div><dt>${label[locale]}</dt><dd>${value}</dd></div>`;
  return html`<section class="mail" aria-labelledby="mail">
<h2 id="mail">${heading}</h2>
<dl class="envelope">
${line(words.subject, mail.subject)}
${line(words.from, mailbox(mail.from))}
${line(words.to, mailbox(mail.to))}
${mail.replyTo && line(words.replyTo, mailbox(mail.replyTo))}
</dl>
<iframe title="${words.frame[locale]}" src="${frame}" sandbox="" referrerpolicy="no-referrer"></iframe>
<p class="note">${words.frameNote[locale]}</p>
<h3 id="text">${words.text[locale]}</h3>
<p class="note">${words.textNote[locale]}${mail.text.includes(unsubscribePlaceholder) && html`<br>${words.sample[locale]}`}</p>
<pre>${mail.text}</pre>
</section>`;
}
