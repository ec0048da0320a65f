import type { Locale } from '../locale.ts';
import type { OutcomeDecision } from '../send-log/kept-decision.ts';

type Decision = OutcomeDecision['decision'];

/** The words of the page in one language. */
export interface OutcomeTexts {
  readonly heading: string;
  readonly why: Readonly<Record<'unknown-outcome' | 'log-restored', string>>;
  readonly please: string;
  readonly campaign: string;
  readonly day: string;
  readonly attempted: string;
  readonly subject: string;
  readonly address: string;
  readonly read: string;
  readonly formHeading: string;
  readonly buttons: Readonly<Record<Decision, string>>;
  readonly notes: Readonly<Record<Decision, string>>;
  readonly blocked: (why: string) => string;
  readonly changedHeading: string;
  readonly changedNote: string;
  readonly settledHeading: Readonly<Record<Decision, string>>;
  readonly toldHeading: string;
  readonly toldNote: string;
  readonly comment: string;
  readonly standsNow: string;
}

/** The words in every language. */
export const outcomeTexts: Readonly<Record<Locale, OutcomeTexts>> = {
  ja: {
    heading: 'このメールは届いていますか',
    why: {
      'unknown-outcome':
        'メールサービスから返事がなく、送信できたかどうか分かりません。二重に送らないよう、自動では再送していません。',
      'log-restored':
        '送信ログを復元したため、送信したかどうかの記録が残っていません。二重に送らないよう、自動では再送していません。',
    },
    please: 'お客様に届いているかどうかを確かめて、下の3つから選んでください。',
    campaign: 'キャンペーン',
    day: '送信予定日',
    attempted: '送信を試みた日時',
    subject: '件名',
    address: '宛先',
    read: '文面を読む',
    formHeading: 'どうしますか',
    buttons: { 'went-out': '送信済みにする', again: 'もう一度送る', dropped: '送らない' },
    notes: {
      'went-out': '届いていたとき。これ以上は何も送りません。',
      again:
        '届いていないとき。配信停止や承認などを確かめ直してから送ります。前のメールも届いていた場合は、2通になります。',
      dropped: '送る必要がないとき。もとの日付が変わらないかぎり、このメールはもう送りません。',
    },
    blocked: (why) => `もう一度送ることはできません。${why}`,
    changedHeading: 'もう一度送りましたが、また結果が分かりません',
    changedNote: '画面を開いてから状況が変わりました。まだ何も記録していません。確かめて、もう一度選んでください。',
    settledHeading: {
      'went-out': '送信済みにしました',
      again: 'もう一度送ることにしました',
      dropped: '送らないことにしました',
    },
    toldHeading: '結果が分かりました',
    toldNote: 'メールサービスから連絡があったか、状況が変わったため、答えていただく必要はなくなりました。',
    comment: 'コメント',
    standsNow: '現在の状態',
  },
  en: {
    heading: 'Did this mail arrive?',
    why: {
      'unknown-outcome':
        'The mail service did not answer, so nobody knows whether it went out. It is not sent again by itself, so that nobody gets it twice.',
      'log-restored':
        'The send log was restored and has no record of whether it went out. It is not sent again by itself, so that nobody gets it twice.',
    },
    please: 'Please find out whether the customer has it, then choose one of the three below.',
    campaign: 'Campaign',
    day: 'Due on',
    attempted: 'Attempted',
    subject: 'Subject',
    address: 'To',
    read: 'Read it',
    formHeading: 'What is to be done?',
    buttons: { 'went-out': 'It went out', again: 'Send it again', dropped: 'Do not send it' },
    notes: {
      'went-out': 'When it has arrived. Nothing more is sent.',
      again:
        'When it has not arrived. Opt-outs, approvals and everything else are checked again first. If the first one arrived after all, the customer gets it twice.',
      dropped: 'When it is no longer needed. It will not be sent, unless the date itself changes.',
    },
    blocked: (why) => `It cannot be sent again. ${why}`,
    changedHeading: 'It was sent again, and again nobody knows the outcome',
    changedNote: 'Things have changed since this page was opened. Nothing has been recorded yet; please choose again.',
    settledHeading: {
      'went-out': 'Taken as sent',
      again: 'To be sent again',
      dropped: 'Not to be sent',
    },
    toldHeading: 'The outcome is known now',
    toldNote: 'The mail service has told it, or something else has changed. Nothing is left to decide.',
    comment: 'Comment',
    standsNow: 'State now',
  },
};
