import { html } from 'hono/html';
import type { Locale, LocalizedText } from '../locale.ts';
import type { Sender } from '../stage-config.ts';
import { type Markup, pageFrame } from './page-frame.ts';

/** Why a page has nothing but a message to show. */
export type MessageKind = 'not-found' | 'not-understood' | 'expired' | 'foreign' | 'not-yours' | 'failed';

/** Messages that only links of colleagues lead to; a link that is none may be anybody's. */
const ofColleagues: readonly MessageKind[] = ['expired', 'foreign', 'not-yours'];

const messages: Readonly<Record<MessageKind, { readonly heading: LocalizedText; readonly text: LocalizedText }>> = {
  'not-found': {
    heading: { ja: 'ページが見つかりません', en: 'This page does not exist' },
    text: {
      ja: 'リンクが途中で切れているようです。メールのリンクをもう一度開いてみてください。それでも表示されないときは、下記までお知らせください。配信の停止も承ります。',
      en: 'The link seems to have been cut short. Please open it from the mail again. If that does not help, let us know at the contact below; we can also stop the mails for you.',
    },
  },
  'not-understood': {
    heading: { ja: '操作を受け付けられませんでした', en: 'We did not understand that' },
    text: {
      ja: '設定は変わっていません。もとのリンクからもう一度開いて、ボタンを押してください。',
      en: 'Nothing was changed. Please open the link again and press a button there.',
    },
  },
  expired: {
    heading: { ja: 'このリンクの期限は過ぎています', en: 'This link has expired' },
    text: {
      ja: '何も変更していません。新しいお知らせのリンクをお使いください。',
      en: 'Nothing was changed. Please use the link of a newer notice.',
    },
  },
  foreign: {
    heading: { ja: '操作を受け付けられませんでした', en: 'This was refused' },
    text: {
      ja: '別のサイトから送られた操作のため、何も変更していません。お知らせのリンクからもう一度開いてください。',
      en: 'The form was sent from another site, so nothing was changed. Please open the link of the notice again.',
    },
  },
  'not-yours': {
    heading: { ja: 'この一覧は別の方宛てです', en: 'This list is for somebody else' },
    text: {
      ja: 'サインインした方に宛てた承認依頼の一覧ではありません。ご自身に届いたお知らせから開いてください。',
      en: 'These requests were not made to the person who is signed in. Please open the list from a notice of your own.',
    },
  },
  failed: {
    heading: { ja: 'ただいま手続きができません', en: 'This is not possible just now' },
    text: {
      ja: '申し訳ございません。しばらくしてからもう一度お試しください。お急ぎのときは、下記までお知らせください。配信の停止も承ります。',
      en: 'We are sorry. Please try again in a little while. If you would rather not wait, let us know at the contact below; we can also stop the mails for you.',
    },
  },
};

/** A page that says why there is nothing to do. The same bytes for everybody. */
export function messagePage(kind: MessageKind, locale: Locale, sender: Sender): Markup {
  const { heading, text } = messages[kind];
  const body = html`<p>${text[locale]}</p>`;
  const readers = ofColleagues.includes(kind) ? 'colleagues' : 'customers';
  return pageFrame({ locale, sender, readers, heading: heading[locale], body });
}
