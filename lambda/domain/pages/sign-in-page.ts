import { html } from 'hono/html';
import type { Locale, LocalizedText } from '../locale.ts';
import { signInPath } from '../sign-in/return-path.ts';
import type { Sender } from '../stage-config.ts';
import { type Markup, pageFrame } from './page-frame.ts';

/** Why nobody is signed in. `needed` = who wanted to act has to sign in first. */
export type SignInTrouble = 'needed' | 'over' | 'denied' | 'no-address' | 'failed';

const texts: Readonly<Record<SignInTrouble, { readonly heading: LocalizedText; readonly text: LocalizedText }>> = {
  needed: {
    heading: { ja: 'サインインが必要です', en: 'Please sign in first' },
    text: {
      ja: 'サインインしていないか、有効期限が切れています。操作はまだ受け付けていません。サインインしてから、もう一度お願いします。',
      en: 'You are not signed in, or your sign-in has expired. Nothing was done. Please sign in and try once more.',
    },
  },
  over: {
    heading: { ja: 'サインインをやり直してください', en: 'Please sign in again' },
    text: {
      ja: 'サインインの手続きが途中で期限切れになったか、別の手続きと入れ替わりました。',
      en: 'This sign-in took too long, or was mixed up with another one.',
    },
  },
  denied: {
    heading: { ja: 'サインインできませんでした', en: 'You were not signed in' },
    text: {
      ja: 'サインインが取り消されたか、会社の認証基盤で許可されませんでした。心当たりがなければ、社内のシステム担当にお知らせください。',
      en: 'The sign-in was cancelled, or your company’s identity provider did not allow it. If that surprises you, ask your IT department.',
    },
  },
  'no-address': {
    heading: { ja: 'メールアドレスを確認できませんでした', en: 'We could not learn your address' },
    text: {
      ja: 'サインインはできましたが、確認済みのメールアドレスが会社の認証基盤から届きませんでした。社内のシステム担当にお知らせください。',
      en: 'You signed in, but your company’s identity provider gave no verified e-mail address. Please tell your IT department.',
    },
  },
  failed: {
    heading: { ja: 'ただいまサインインできません', en: 'Signing in is not possible just now' },
    text: {
      ja: '会社の認証基盤から応答がないか、設定に誤りがあります。しばらくしてからもう一度お試しください。続くときは、社内のシステム担当にお知らせください。',
      en: 'Your company’s identity provider does not answer, or is not set up properly. Please try again in a little while; if it goes on, tell your IT department.',
    },
  },
};

const again: LocalizedText = { ja: 'サインインする', en: 'Sign in' };
const fromLink: LocalizedText = {
  ja: 'カードかメールのリンクから、もう一度開いてください。',
  en: 'Please open the link in the card or mail again.',
};

/** A page that says why nobody is signed in, with a way to sign in and get to the page `to`, if that is known. */
export function signInPage(
  trouble: SignInTrouble,
  { locale, sender, to }: { readonly locale: Locale; readonly sender: Sender; readonly to?: string | undefined },
): Markup {
  const { heading, text } = texts[trouble];
  const next = to === undefined ? fromLink[locale] : html`<a href="${signInPath(to)}">${again[locale]}</a>`;
  const body = html`<p>${text[locale]}</p>
<p>${next}</p>`;
  return pageFrame({ locale, sender, heading: heading[locale], body, readers: 'colleagues' });
}
