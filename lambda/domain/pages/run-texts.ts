import type { RunDecision, RunHold } from '../campaign/run-row.ts';
import type { Locale } from '../locale.ts';

type Decision = RunDecision['decision'];

/** The words of a held run's page in one language. */
export interface RunTexts {
  readonly heading: string;
  readonly why: Readonly<Record<RunHold['limitFrom'], string>>;
  readonly please: string;
  readonly campaign: string;
  readonly day: string;
  readonly mails: string;
  readonly until: string;
  readonly lastRunsHeading: string;
  readonly noRuns: string;
  readonly ofHeld: Readonly<Record<Decision | 'waiting', string>>;
  readonly customersHeading: string;
  readonly someOf: (shown: number) => string;
  readonly formHeading: string;
  readonly buttons: Readonly<Record<Decision, string>>;
  readonly notes: Readonly<Record<Decision, string>>;
  readonly decidedHeading: Readonly<Record<Decision, string>>;
  readonly decidedNote: Readonly<Record<Decision, string>>;
  readonly byExpectation: (when: string) => string;
  readonly overHeading: string;
  readonly overNote: string;
  readonly comment: string;
}

/** The words in every language. */
export const runTexts: Readonly<Record<Locale, RunTexts>> = {
  ja: {
    heading: 'この件数で送りますか',
    why: {
      expect: 'キャンペーンファイルの expect より件数が多いため、送らずに止めています。',
      usual: 'これまでの実績から見て件数が多すぎるため、送らずに止めています。',
      'first-run': 'まだ十分な実績がなく、件数が多いため、送らずに止めています。',
    },
    please:
      '顧客データの取り込み（日付の列など）と配信条件を確かめてください。取り込みの間違いなら、先に正しい表を取り込んでください。そのあと「送る」を押すと、1通ずつ確かめ直し、本来のお客様にだけ送ります。',
    campaign: 'キャンペーン',
    day: '送信日',
    mails: '件数',
    until: '期限',
    lastRunsHeading: 'これまでの件数',
    noRuns: 'まだ送ったことがありません。',
    ofHeld: { released: '確認のうえ送信', dropped: '確認のうえ取りやめ', waiting: '確認待ち' },
    customersHeading: '対象のお客様',
    someOf: (shown) => `はじめの${shown}名だけを表示しています。`,
    formHeading: 'どうしますか',
    buttons: { released: '送る', dropped: '送らない' },
    notes: {
      released: '件数が正しいとき。配信停止や配信条件を1通ずつ確かめ直してから送ります。',
      dropped:
        'この回は誰にも送らないとき。本来のお客様の分も含めて取り消します。日付が変わらないかぎり、あとから送ることはありません。',
    },
    decidedHeading: { released: '送ることに決まりました', dropped: '送らないことに決まりました' },
    decidedNote: {
      released: '1通ずつ確かめ直してから送っています。結果は送信ログで確かめられます。',
      dropped: 'この回のメールは取り消しました。次の回からは、いつもどおり送ります。',
    },
    byExpectation: (when) => `${when} に、expect を直したファイルが置かれました。`,
    overHeading: 'このメールの期限は過ぎています',
    overNote: '期限を過ぎたか、キャンペーンが取り下げられたため、この回のメールは送られません。',
    comment: 'コメント',
  },
  en: {
    heading: 'Send so many?',
    why: {
      expect: 'There are more mails than the campaign file’s expect, so they are held back.',
      usual: 'There are far more mails than this campaign has sent before, so they are held back.',
      'first-run': 'This campaign has little history yet and many mails, so they are held back.',
    },
    please:
      'Please check the imported data (its date columns, for instance) and the campaign’s conditions. After a wrong import, import the right file first: “Send” then checks each mail again and mails only those who are really due.',
    campaign: 'Campaign',
    day: 'Day',
    mails: 'Mails',
    until: 'Until',
    lastRunsHeading: 'Numbers so far',
    noRuns: 'It has not sent anything yet.',
    ofHeld: { released: 'released by a person', dropped: 'dropped by a person', waiting: 'waiting' },
    customersHeading: 'Customers',
    someOf: (shown) => `Only the first ${shown} are shown.`,
    formHeading: 'What is to be done?',
    buttons: { released: 'Send', dropped: 'Do not send' },
    notes: {
      released: 'The number is right. Opt-outs and conditions are checked again for each mail before it leaves.',
      dropped:
        'Nobody is to get them, not even those who are rightly in this run. They are cancelled; no later run sends them unless the date changes.',
    },
    decidedHeading: { released: 'It was decided to send', dropped: 'It was decided not to send' },
    decidedNote: {
      released: 'Each mail is checked again and then leaves. The send log shows what becomes of it.',
      dropped: 'The mails of this run are cancelled. The next run sends as usual.',
    },
    byExpectation: (when) => `A file with another expect was uploaded on ${when}.`,
    overHeading: 'The time of these mails is over',
    overNote: 'Their time is over or the campaign was withdrawn: they are not sent.',
    comment: 'Comment',
  },
};
