import type { Locale } from '../../lambda/domain/locale.ts';
import type { Severity } from '../../lambda/domain/prove/finding.ts';

/** The report's own words. */
export interface ProofWords {
  readonly title: string;
  readonly stage: string;
  readonly period: string;
  readonly madeAt: string;
  readonly read: string;
  readonly digest: string;
  readonly totals: string;
  readonly open: string;
  readonly findings: string;
  readonly none: string;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly todo: string;
  readonly limits: string;
  readonly limitLines: readonly string[];
  counted(read: {
    readonly manifestRevision: number;
    readonly campaigns: number;
    readonly runs: number;
    readonly rows: number;
    readonly occurrences: number;
  }): string;
  since(instant: string): string;
  more(count: number): string;
  verdict(broken: number): string;
}

/** In the stage's language: the report is kept by those who answer for its mails. */
export const proofWords: Readonly<Record<Locale, ProofWords>> = {
  ja: {
    title: '節目 Fushime 送信ログの検査',
    stage: '環境',
    period: '期間（送信予定日）',
    madeAt: '作成',
    read: '読んだもの',
    digest: '行のSHA-256',
    totals: '集計',
    open: '終わっていない行',
    findings: '見つかったこと',
    none: 'なし',
    severities: { broken: '約束違反', open: '未完了', remark: '参考' },
    todo: '対応',
    limits: 'この検査で分からないこと',
    limitLines: [
      '対象者は、今のデータと、実行したときの版から計算し直しています。あとから変わったデータは「参考」です。',
      '配信停止は記録された時刻と比べています。抑止を解除した時刻、配信同意の変更の時刻は残らないため、確かめられません。',
      '公開中でないキャンペーンと、最後に有効にする前の日については、行だけを調べています。',
      '重複は、この期間の行のあいだで調べています。メールの到着は、SESの知らせだけによります。',
    ],
    counted: ({ manifestRevision, campaigns, runs, rows, occurrences }) =>
      `公開の第${manifestRevision}版、キャンペーン${campaigns}件、実行${runs}回、行${rows}件、計算し直した対象${occurrences}件`,
    since: (instant) => `最も古いもの ${instant}`,
    more: (count) => `ほか${count}件（--json ですべて）`,
    verdict: (broken) => (broken === 0 ? '約束違反はありません。' : `約束違反が${broken}件あります。`),
  },
  en: {
    title: '節目 Fushime: the send log, checked',
    stage: 'Stage',
    period: 'Period (due dates)',
    madeAt: 'Made',
    read: 'Read',
    digest: 'SHA-256 of the rows',
    totals: 'Totals',
    open: 'Not over yet',
    findings: 'Findings',
    none: 'none',
    severities: { broken: 'Broken promise', open: 'Open', remark: 'Remark' },
    todo: 'What to do',
    limits: 'What cannot be known',
    limitLines: [
      'Who was due is computed from the records of today and the version that ran. What has changed since is a remark.',
      'A "no" is judged by the time it was recorded. When a suppression was lifted, or a consent changed, is not kept.',
      'Of campaigns that are not live, and of days before one was last switched on, the rows alone were checked.',
      'Duplicates are looked for within the period. Of what arrived, only SES can tell.',
    ],
    counted: ({ manifestRevision, campaigns, runs, rows, occurrences }) =>
      `revision ${manifestRevision} of what is live, ${campaigns} campaigns, ${runs} runs, ${rows} rows, ${occurrences} occurrences computed again`,
    since: (instant) => `oldest ${instant}`,
    more: (count) => `and ${count} more (--json has them all)`,
    verdict: (broken) =>
      broken === 0 ? 'No promise was broken.' : `${broken} ${broken === 1 ? 'promise was' : 'promises were'} broken.`,
  },
};
