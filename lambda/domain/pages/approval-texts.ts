import type { Locale } from '../locale.ts';
import type { KeptDecision } from '../send-log/kept-decision.ts';

/** The words of the approval page in one language. Names and times come filled in. */
export interface ApprovalTexts {
  readonly heading: (campaign: string) => string;
  readonly whom: (customer: string) => string;
  readonly approver: string;
  readonly anybody: string;
  readonly signInNeeded: string;
  readonly until: string;
  readonly untilTime: (when: string) => string;
  readonly afterApproval: string;
  readonly atOnce: string;
  readonly atTime: (when: string) => string;
  /** For a mail that leaves so many days after the date it was due on. */
  readonly late: (due: string, days: number) => string;
  readonly lateNote: string;
  readonly afterNote: string;
  readonly factsHeading: string;
  readonly uploadedBy: string;
  readonly formHeading: string;
  readonly jump: string;
  readonly approve: string;
  readonly reject: string;
  readonly formNote: string;
  readonly historyHeading: string;
  readonly decisions: Readonly<Record<KeptDecision['decision'], string>>;
  readonly changedHeading: string;
  readonly changedNote: string;
  readonly voidNote: string;
  readonly decidedHeading: Readonly<Record<'approved' | 'rejected', string>>;
  readonly alreadyHeading: Readonly<Record<'approved' | 'rejected', string>>;
  readonly decidedNote: Readonly<Record<'approved' | 'rejected', string>>;
  readonly decidedBy: (who: string, when: string) => string;
  readonly signedInAs: string;
  readonly comment: string;
  readonly standsNow: string;
  readonly tooLateHeading: string;
  readonly tooLateNote: (when: string) => string;
  readonly blockedHeading: string;
  readonly blockedNote: string;
  readonly notYou: string;
  readonly ownUpload: string;
}

/** The words in every language. */
export const approvalTexts: Readonly<Record<Locale, ApprovalTexts>> = {
  ja: {
    heading: (campaign) => `【承認依頼】${campaign}`,
    whom: (customer) => `${customer} 様`,
    approver: '承認する人',
    anybody: 'このリンクを受け取った方が、お名前を添えて決められます。',
    signInNeeded: 'サインインした本人か、代理の方だけが決められます。',
    until: '期限',
    untilTime: (when) => `${when} まで`,
    afterApproval: '承認すると',
    atOnce: 'すぐに送信します',
    atTime: (when) => `${when} に送信します`,
    late: (due, days) => `すぐに、予定（${due}）より${days}日遅れて送信します`,
    lateNote: '「残り○日」「本日」などの文面が、今日送るメールとして合っているか確かめてください。',
    afterNote: '送る直前に条件をもう一度確かめます。内容が変わったときは送らず、あらためてお願いします。',
    factsHeading: 'お客様について',
    uploadedBy: 'テンプレートの登録者',
    formHeading: 'どうしますか',
    jump: '承認・見送りのボタンへ進む',
    approve: '承認する',
    reject: '見送る',
    formNote: '最初に決めた方の判断が有効になります。見送ると、この1通は送られません。',
    historyHeading: 'これまでの経緯',
    decisions: {
      ...{ approved: '承認', rejected: '見送り', void: '内容が変わったため承認を取り消し' },
      ...{ 'went-out': '送信済みと判断', again: 'もう一度送ると判断', dropped: '送らないと判断' },
    },
    changedHeading: '開いたあとで、メールの内容が変わりました',
    changedNote: 'まだ何も決まっていません。新しい内容を確かめて、もう一度お選びください。',
    voidNote: '一度承認されましたが、そのあとメールの内容が変わったため、もう一度お願いしています。',
    decidedHeading: { approved: '承認しました', rejected: '見送りました' },
    alreadyHeading: { approved: 'すでに承認されています', rejected: 'すでに見送られています' },
    decidedNote: { approved: 'ありがとうございました。', rejected: 'ありがとうございました。この1通は送られません。' },
    decidedBy: (who, when) => `${who} さんが ${when} に決めました。`,
    signedInAs: 'サインイン',
    comment: 'コメント',
    standsNow: '現在の状態',
    tooLateHeading: '期限が過ぎました',
    tooLateNote: (when) => `${when} を過ぎたため、このメールは送られません。必要であれば、お客様に直接ご連絡ください。`,
    blockedHeading: '承認は不要になりました',
    blockedNote: 'このメールは、承認にかかわらず次の理由で送られません。',
    notYou: 'この依頼を決められるのは、上の「承認する人」か代理の方です。内容はご覧いただけます。',
    ownUpload: 'このテンプレートはご自身が登録されたものです。別の方の承認が必要です。',
  },
  en: {
    heading: (campaign) => `Approval request: ${campaign}`,
    whom: (customer) => `To ${customer}`,
    approver: 'Approver',
    anybody: 'Whoever was given this link may decide, by name.',
    signInNeeded: 'Only the approver, signed in, or a deputy may decide.',
    until: 'Decide by',
    untilTime: (when) => when,
    afterApproval: 'Once approved',
    atOnce: 'The mail is sent at once',
    atTime: (when) => `The mail is sent on ${when}`,
    late: (due, days) =>
      `The mail is sent at once, ${days === 1 ? '1 day' : `${days} days`} later than planned (${due})`,
    lateNote: 'Please make sure that words such as “one week left” or “today” are still right.',
    afterNote:
      'All conditions are checked again just before sending. If the mail has changed by then, it is not sent and you are asked again.',
    factsHeading: 'About the customer',
    uploadedBy: 'Template uploaded by',
    formHeading: 'Your decision',
    jump: 'Go to the buttons',
    approve: 'Approve',
    reject: 'Reject',
    formNote: 'The first decision counts. If you reject, this one mail is not sent.',
    historyHeading: 'So far',
    decisions: {
      ...{ approved: 'Approved', rejected: 'Rejected', void: 'Approval void, as the mail changed' },
      ...{ 'went-out': 'Taken as sent', again: 'To be sent again', dropped: 'Not to be sent' },
    },
    changedHeading: 'The mail has changed since you opened it',
    changedNote: 'Nothing has been decided yet. Please look at the mail as it is now and choose again.',
    voidNote: 'This had been approved, but the mail changed afterwards. Please decide again.',
    decidedHeading: { approved: 'Approved', rejected: 'Rejected' },
    alreadyHeading: { approved: 'Already approved', rejected: 'Already rejected' },
    decidedNote: { approved: 'Thank you.', rejected: 'Thank you. This mail will not be sent.' },
    decidedBy: (who, when) => `Decided by ${who} on ${when}.`,
    signedInAs: 'Signed in as',
    comment: 'Comment',
    standsNow: 'Where it stands',
    tooLateHeading: 'It is too late to decide',
    tooLateNote: (when) =>
      `The time to decide ended on ${when}, so this mail is not sent. If it matters, please contact the customer in person.`,
    blockedHeading: 'No approval is needed any more',
    blockedNote: 'This mail would not be sent whatever is decided, for this reason:',
    notYou: 'Only the approver named above or a deputy may decide. You can still read the request.',
    ownUpload: 'You uploaded this template yourself. Somebody else has to approve it.',
  },
};
