import type { LocalizedText } from '../locale.ts';
import type { Reason, SendState } from '../send-log/send-state.ts';

/** A reason without its field: what `missing-value:name` and `missing-value:email` share. */
export type ReasonKind = Exclude<Reason, '' | FieldReason> | 'missing-value' | 'suspect-date';

/** The reasons that name a field. */
export type FieldReason = `missing-value:${string}` | `suspect-date:${string}`;

/** Where a send stands, in words for the people it concerns. */
export const stateWords: Readonly<Record<SendState, LocalizedText>> = {
  planned: { ja: '送信予定', en: 'To be sent' },
  sending: { ja: '送信中', en: 'Being sent' },
  sent: { ja: '送信しました', en: 'Sent' },
  delivered: { ja: '届きました', en: 'Delivered' },
  bounced: { ja: '宛先に届きませんでした', en: 'Could not be delivered' },
  complained: { ja: '迷惑メールとして報告されました', en: 'Reported as spam' },
  stopped: { ja: '送らずに止めました', en: 'Held back' },
  'awaiting-approval': { ja: '承認を待っています', en: 'Waiting for approval' },
  waiting: { ja: '順番を待っています', en: 'Waiting' },
  rejected: { ja: '承認されませんでした', en: 'Not approved' },
  skipped: { ja: '送りませんでした', en: 'Not sent' },
  expired: { ja: '期限までに送れませんでした', en: 'Not sent in time' },
  failed: { ja: '送信に失敗しました', en: 'Failed' },
  uncertain: { ja: '送れたか分かりません', en: 'May or may not have been sent' },
  cancelled: { ja: '取り消しました', en: 'Cancelled' },
};

/** Why, in a few words. `missing-value` and `suspect-date` are completed with the field. */
export const reasonWords: Readonly<Record<ReasonKind, LocalizedText>> = {
  'where-false': { ja: '配信条件に合いません', en: 'does not meet the campaign’s conditions' },
  'year-out-of-range': { ja: '対象の年ではありません', en: 'not one of the campaign’s years' },
  'no-consent': { ja: '配信への同意がありません', en: 'no consent to marketing mail' },
  'opted-out': { ja: '配信停止の申し出があります', en: 'opted out' },
  suppressed: {
    ja: '以前のメールが届かなかったか、迷惑メールと報告されています',
    en: 'earlier mail bounced or was reported as spam',
  },
  erased: { ja: '個人データの消去の申し出があります', en: 'asked to be erased' },
  'invalid-address': { ja: 'メールアドレスが正しくありません', en: 'the mail address is not valid' },
  'missing-value': { ja: '必要な項目が空です', en: 'a required value is empty' },
  'suspect-date': { ja: '日付が仮の値のようです', en: 'a date looks made up' },
  'recently-sent': { ja: '最近同じキャンペーンを送っています', en: 'got this campaign recently' },
  'already-sent': { ja: 'すでに送っています', en: 'already sent' },
  'taken-over': {
    ja: '以前の仕組みで送信済みです（最終メール送信日から引き継ぎました）',
    en: 'sent by the earlier system, taken over from its last-sent column',
  },
  'stop-flag': { ja: '自動メール停止フラグが付いています', en: 'automatic mail is switched off for this customer' },
  'render-error': { ja: '文面を作れませんでした', en: 'the text could not be put together' },
  'rejected-by-ses': { ja: 'メールサービスが受け付けませんでした', en: 'the mail service refused it' },
  quota: { ja: '送信数の上限に達しました', en: 'the sending quota is used up' },
  paused: { ja: 'メール送信が止まっています', en: 'sending is paused' },
  brake: { ja: 'いつもの件数や見込みより多いため止めました', en: 'far more mails than usual or expected' },
  late: { ja: '有効期間が過ぎました', en: 'its time is over' },
  'log-restored': {
    ja: '送信ログを復元したため、送信の記録がありません',
    en: 'the send log was restored and has no record of it',
  },
  'went-out-by-person': { ja: '「送信済みにする」が選ばれました', en: 'a person said it went out' },
  'again-by-person': { ja: '「もう一度送る」が選ばれました', en: 'a person asked to send it again' },
  'dropped-by-person': { ja: '「送らない」が選ばれました', en: 'a person decided not to send it' },
  'unknown-outcome': { ja: 'メールサービスから返事がありませんでした', en: 'the mail service did not answer' },
  'approval-expired': { ja: '期限までに承認されませんでした', en: 'not approved in time' },
  'approval-rejected': { ja: '承認者が見送りました', en: 'turned down by the approver' },
  approved: { ja: '承認済みです', en: 'approved' },
  'approval-void': {
    ja: '承認のあとで内容が変わりました',
    en: 'the mail has changed since it was approved',
  },
  'stopped-by-person': { ja: '「止める」が押されました', en: 'somebody stopped this one' },
  resumed: { ja: '停止が取り消されました', en: 'the stop was taken back' },
  'hard-bounce': { ja: '宛先がありません', en: 'the address does not exist' },
  'soft-bounce': { ja: '相手のサーバーが受け取りませんでした', en: 'the receiving server did not take it' },
  'date-changed': { ja: '日付が変更されました', en: 'the date was changed' },
  'record-missing': { ja: '元のデータがなくなりました', en: 'the record is gone' },
  'campaign-withdrawn': { ja: 'キャンペーンが取り下げられました', en: 'the campaign was withdrawn' },
};

/** What somebody can do about it, where there is something to do. */
export const reasonAdvice: Readonly<Partial<Record<ReasonKind, LocalizedText>>> = {
  'stop-flag': {
    ja: '必要であれば、担当者から直接ご連絡ください。',
    en: 'If it matters, please get in touch in person.',
  },
  'missing-value': {
    ja: '顧客データのこの項目を入力してください。',
    en: 'Please fill in this field of the customer’s data.',
  },
  'suspect-date': {
    ja: '顧客データの日付を直すか、正しければ「要確認の日付」で承認してください。',
    en: 'Please correct the date in the customer’s data or, if it is right, accept it among the suspect dates.',
  },
  'invalid-address': {
    ja: '顧客データのメールアドレスを確認してください。',
    en: 'Please check the mail address in the customer’s data.',
  },
  'rejected-by-ses': {
    ja: 'メールアドレスを確認してください。この1通は再送されません。',
    en: 'Please check the mail address. This mail will not be tried again.',
  },
  'render-error': {
    ja: 'キャンペーンファイルの差し込み項目を確認してください。',
    en: 'Please check the variables in the campaign file.',
  },
  quota: { ja: '上限に空きができると自動で続きを送ります。', en: 'Sending goes on by itself when the quota allows.' },
  paused: {
    ja: '管理者に確認してください。再開すると自動で続きを送ります。',
    en: 'Please ask the platform team. Sending goes on by itself afterwards.',
  },
  brake: { ja: '件数と配信条件を確認してください。', en: 'Please check the number and the campaign’s conditions.' },
  late: { ja: '必要であれば、担当者から直接ご連絡ください。', en: 'If it matters, please get in touch in person.' },
  'approval-expired': {
    ja: '送らずに終わりました。必要であれば、担当者から直接ご連絡ください。',
    en: 'It was not sent. If it matters, please get in touch in person.',
  },
  'approval-rejected': {
    ja: 'このメールは送りません。必要であれば、担当者から直接ご連絡ください。',
    en: 'This mail is not sent. If it matters, please get in touch in person.',
  },
  'hard-bounce': {
    ja: 'このアドレスには今後送りません。顧客データのメールアドレスを直すと、次の回から新しいアドレスに送ります。',
    en: 'This address gets no more mail. Correct it in the customer’s data, and the next mail goes to the new one.',
  },
  'soft-bounce': {
    ja: '受信箱がいっぱい、相手のサーバーの停止などが考えられます。この1通は再送されません。続くようなら、メールアドレスを確認してください。',
    en: 'The mailbox may be full or the server down. This mail is not sent again. If it goes on, please check the address.',
  },
  'unknown-outcome': {
    ja: '二重に送らないよう、自動では再送しません。届いたかどうか、あとでカードでお尋ねすることがあります。',
    en: 'It is not sent again by itself, so that nobody gets it twice. A card may ask later whether it arrived.',
  },
  'log-restored': {
    ja: '二重に送らないよう、自動では再送しません。届いたかどうかを、カードでお尋ねします。',
    en: 'It is not sent again by itself, so that nobody gets it twice. A card asks whether it arrived.',
  },
};

/** The same where the state alone says it. */
export const stateAdvice: Readonly<Partial<Record<SendState, LocalizedText>>> = {
  'awaiting-approval': {
    ja: '承認されるまで送りません。内容を確認してください。',
    en: 'Nothing is sent until somebody approves. Please have a look.',
  },
  bounced: {
    ja: 'メールアドレスを確認してください。このアドレスには今後送りません。',
    en: 'Please check the address. It gets no more mail.',
  },
  complained: {
    ja: 'このアドレスには、案内のメールと、このキャンペーンのメールを今後送りません。お客様へのお声がけは慎重にお願いします。',
    en: 'This address gets no more marketing mail, and none of this campaign. Please be careful when you next get in touch.',
  },
};
