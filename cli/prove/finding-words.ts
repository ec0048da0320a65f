import type { LocalizedText } from '../../lambda/domain/locale.ts';
import type { FindingKind } from '../../lambda/domain/prove/finding.ts';

/** What a finding says, and what to do about it. */
export interface FindingWords {
  readonly says: LocalizedText;
  readonly advice: LocalizedText;
}

const runAgain: LocalizedText = {
  ja: '運用手順書（docs/runbook.md）の「Run a campaign again」に従ってください。',
  en: 'Follow "Run a campaign again" in docs/runbook.md.',
};
const report: LocalizedText = {
  ja: 'Fushimeの不具合か、テーブルへの直接の書き込みです。管理者に知らせてください。',
  en: 'A fault of Fushime, or somebody wrote to the table by hand. Tell the platform team.',
};
const nothing: LocalizedText = { ja: '何もする必要はありません。', en: 'Nothing to do.' };

/** Words for each kind of finding. */
export const findingWords: Readonly<Record<FindingKind, FindingWords>> = {
  'no-row': {
    says: {
      ja: '送信予定日を迎えたのに、送信ログに行がありません',
      en: 'fell due, and the send log has no row for it',
    },
    advice: runAgain,
  },
  'run-missing': {
    says: { ja: '予定の日に実行されていません', en: 'there was no run on a day that calls for one' },
    advice: runAgain,
  },
  'run-unplanned': {
    says: { ja: '始まった実行が計画の途中で止まっています', en: 'a run has begun and never finished planning' },
    advice: {
      ja: '運用手順書（docs/runbook.md）の「Plan dead letters」に従ってください。',
      en: 'See "Plan dead letters" in docs/runbook.md.',
    },
  },
  'run-undrained': {
    says: {
      ja: '送るものが残っていない実行が閉じられていません',
      en: 'a run with nothing left to send has not been closed',
    },
    advice: {
      ja: '運用手順書（docs/runbook.md）の「Sweep silent」に従ってください。',
      en: 'See "Sweep silent" in docs/runbook.md.',
    },
  },
  'same-message': {
    says: { ja: '同じSESのメッセージIDが2つの行にあります', en: 'two rows carry one SES message id' },
    advice: report,
  },
  'sent-twice': {
    says: { ja: '同じ節目のメールが2通あります', en: 'one occurrence has two mails' },
    advice: report,
  },
  'unknown-word': {
    says: { ja: '状態か理由が、決められた語ではありません', en: 'a state or reason is not one of the known words' },
    advice: report,
  },
  'version-missing': {
    says: {
      ja: '送ったメールの版（テンプレート）が残っていません',
      en: 'the version that a mail was made from is not kept',
    },
    advice: {
      ja: 'Campaignsテーブルを復元したあとなら、運用手順書（docs/runbook.md）の「Restore a table」に従ってください。',
      en: 'See "Restore a table" in docs/runbook.md, if the table of campaigns was restored.',
    },
  },
  'no-attempt': {
    says: {
      ja: '送信済みですが、いつ送ろうとしたかの記録がありません',
      en: 'went out, and nothing tells of the attempt',
    },
    advice: report,
  },
  'sent-early': { says: { ja: '送信予定の時刻より前に送られました', en: 'left before it was due' }, advice: report },
  'sent-late': {
    says: { ja: '有効期間のあとに送られました', en: 'left after its validity had ended' },
    advice: report,
  },
  'no-approval': {
    says: { ja: '承認が必要なのに、承認の記録なしで送られました', en: 'demanded an approval, and left without one' },
    advice: report,
  },
  'no-person': {
    says: { ja: '人の判断とありますが、誰の判断かの記録がありません', en: 'says that a person decided, and not who' },
    advice: report,
  },
  'refused-and-mailed': {
    says: { ja: '配信停止などの申し出のあとに送られました', en: 'left although a "no" covered it' },
    advice: {
      ja: 'お客様への対応を決め、管理者に知らせてください。',
      en: 'Decide what to tell the customer, and tell the platform team.',
    },
  },
  'stopped-and-mailed': {
    says: { ja: '自動メール停止フラグが付いているのに送られました', en: 'left although the stop flag was set' },
    advice: report,
  },
  overdue: {
    says: { ja: '終わっているはずの行が残っています', en: 'should have come to an end by now' },
    advice: {
      ja: '運用手順書（docs/runbook.md）の「Sweep silent」に従ってください。',
      en: 'See "Sweep silent" in docs/runbook.md.',
    },
  },
  'run-awaited': {
    says: { ja: '予定の時刻を過ぎ、実行を待っています（1時間以内）', en: 'is to run any minute' },
    advice: nothing,
  },
  'run-unfinished': {
    says: { ja: 'まだ送り終わっていない実行です', en: 'is still being sent' },
    advice: {
      ja: 'しばらくして、もう一度このコマンドを実行してください。',
      en: 'Run this command again in a while.',
    },
  },
  uncertain: {
    says: { ja: '送れたか分からないメールです', en: 'may or may not have gone out' },
    advice: {
      ja: 'カードから答えるか、fushime settle で答えてください。',
      en: 'Answer from the card, or with fushime settle.',
    },
  },
  'changed-since': {
    says: {
      ja: '行がありませんが、データの変更か登録が実行よりあとです（当時は対象でなかったと考えられます）',
      en: 'has no row, but its records came or changed after the run: it need not have been due then',
    },
    advice: nothing,
  },
  'customer-gone': {
    says: { ja: '送った相手の顧客データが残っていません', en: 'the customer is no longer kept' },
    advice: nothing,
  },
  'campaign-gone': {
    says: {
      ja: '公開中でないキャンペーンです。行は調べましたが、対象者の再計算はしていません',
      en: 'the campaign is not live: its rows were checked, who was due was not computed again',
    },
    advice: nothing,
  },
  'same-address': {
    says: {
      ja: '2つの顧客IDのメールアドレスが同じで、同じ節目のメールが2通あります',
      en: 'two customer ids share one address, which got the mail of one date twice',
    },
    advice: { ja: '顧客データの重複を確認してください。', en: 'See whether the customers are one and the same.' },
  },
  'several-attempts': {
    says: {
      ja: '2回以上送ろうとしています（上限や一時停止で戻されたときは正常です。ログからは確かめられません）',
      en: 'was attempted more than once: right after a quota or a pause, of which the log keeps no trace',
    },
    advice: {
      ja: 'SESのイベントと照合できます。',
      en: 'Compare with the events of SES, if you need to be sure.',
    },
  },
  'approval-unknown': {
    says: {
      ja: '承認なしで送られ、今は手動承認必要フラグがあります（フラグの変更は送信のあとかもしれません）',
      en: 'left without an approval; the flag that demands one may have been set later',
    },
    advice: nothing,
  },
  'refused-meanwhile': {
    says: {
      ja: '配信停止などの申し出とほぼ同時か、当時も有効だったか確かめられないまま送られました',
      en: 'left about when a "no" came, or when it cannot be told whether it held',
    },
    advice: nothing,
  },
};
