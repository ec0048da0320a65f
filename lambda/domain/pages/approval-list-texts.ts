import type { Locale } from '../locale.ts';

/** What came of one picked request. */
export type PickOutcome = 'approved' | 'rejected' | 'already' | 'changed' | 'too-late' | 'blocked' | 'not-allowed';

/** The words of the list page in one language. */
export interface ApprovalListTexts {
  readonly heading: string;
  readonly lead: (count: number) => string;
  readonly capped: (count: number) => string;
  readonly none: string;
  readonly due: string;
  readonly until: string;
  readonly subject: string;
  readonly details: string;
  readonly open: string;
  readonly form: string;
  readonly formNote: string;
  readonly approve: string;
  readonly reject: string;
  readonly resultHeading: string;
  readonly remaining: string;
  readonly outcomes: Readonly<Record<PickOutcome, string>>;
  readonly already: (decision: string, who: string) => string;
}

/** The words in every language. */
export const approvalListTexts: Readonly<Record<Locale, ApprovalListTexts>> = {
  ja: {
    heading: '承認をお待ちしているメール',
    lead: (count) => `${count}件あります。内容を確かめて選び、まとめて決めることができます。`,
    capped: (count) => `期限の近い${count}件を表示しています。決めていただくと、続きが表示されます。`,
    none: 'いま承認をお待ちしているメールはありません。',
    due: '送信予定日',
    until: '期限',
    subject: '件名',
    details: '内容を確かめる',
    open: '実際の見た目を確かめる',
    form: '選んだものをどうしますか',
    formNote: 'チェックを付けたものだけに、お名前とコメントを添えて記録します。',
    approve: '選んだものを承認',
    reject: '選んだものを見送る',
    resultHeading: '結果',
    remaining: 'まだお待ちしているもの',
    outcomes: {
      approved: '承認しました',
      rejected: '見送りました',
      already: 'すでに決まっていました',
      changed: '開いたあとで内容が変わったため、記録していません。もう一度確かめてください',
      'too-late': '期限が過ぎたため、記録していません',
      blocked: '承認は不要になりました',
      'not-allowed': '決められるのは別の方です',
    },
    already: (decision, who) => `すでに決まっていました：${decision}（${who} さん）`,
  },
  en: {
    heading: 'Mails waiting for approval',
    lead: (count) =>
      `${count === 1 ? 'There is 1 mail' : `There are ${count} mails`}. Have a look, select, and decide on several at once.`,
    capped: (count) => `These are the ${count} most urgent ones. The others follow once you have decided.`,
    none: 'No mail is waiting for approval.',
    due: 'To be sent on',
    until: 'Decide by',
    subject: 'Subject',
    details: 'Read it',
    open: 'See it as it will look',
    form: 'Decide on the selected mails',
    formNote: 'Your name and comment are recorded with the selected mails only.',
    approve: 'Approve selected',
    reject: 'Reject selected',
    resultHeading: 'What came of it',
    remaining: 'Still waiting',
    outcomes: {
      approved: 'Approved',
      rejected: 'Rejected',
      already: 'Had been decided already',
      changed: 'Not recorded, as the mail has changed since you opened the list. Please look at it again',
      'too-late': 'Not recorded, as it is too late',
      blocked: 'No approval is needed any more',
      'not-allowed': 'Somebody else has to decide',
    },
    already: (decision, who) => `Had been decided already: ${decision} (${who})`,
  },
};
