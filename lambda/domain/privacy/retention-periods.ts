import type { LocalizedText } from '../locale.ts';
import { eventDays, tombstoneDays } from '../records/retention.ts';
import { sendLogDays, softBounceDays } from './retention-days.ts';

/** How long something is kept, and why. `days` is absent for what has no end of its own. */
export interface RetentionPeriod {
  /** The table, bucket or queue. */
  readonly store: 'Customers' | 'SendLog' | 'Refusals' | 'Campaigns' | 'Control' | 'bucket' | 'queues' | 'backups';
  readonly what: LocalizedText;
  readonly days?: number;
  readonly until: LocalizedText;
}

const erased: LocalizedText = { ja: '消去の求めがあるまで', en: 'until erased' };

/** Every period, as privacy officers and customers are told it.  */
export function retentionPeriods({
  sendLogDays: sendLog = sendLogDays,
}: {
  readonly sendLogDays?: number;
} = {}): readonly RetentionPeriod[] {
  const days = (count: number): Pick<RetentionPeriod, 'days' | 'until'> => ({
    days: count,
    until: { ja: `${count}日間`, en: `${count} days` },
  });
  return [
    {
      store: 'Customers',
      what: {
        ja: '顧客と関連するデータ、以前のメールアドレスの鍵付きハッシュ、同意の記録',
        en: 'customers and related records, keyed hashes of former addresses, consents',
      },
      until: erased,
    },
    {
      store: 'Customers',
      what: { ja: 'イベント（受け取ってから）', en: 'events (from when they came)' },
      ...days(eventDays),
    },
    {
      store: 'Customers',
      what: { ja: 'データがあったという記録（IDのみ）', en: 'that a record was there (its id only)' },
      ...days(tombstoneDays),
    },
    {
      store: 'SendLog',
      what: { ja: 'いつ、どのメールを送ったか（期日から）', en: 'which mail was sent when (from its due day)' },
      ...days(sendLog),
    },
    {
      store: 'Campaigns',
      what: { ja: '実行の件数（個人データなし）', en: 'counts of runs (no personal data)' },
      ...days(sendLogDays),
    },
    {
      store: 'Refusals',
      what: {
        ja: '配信停止、不達・苦情による停止、消去の印と、その経緯',
        en: 'opt-outs, suppressions, erasure marks, and their history',
      },
      until: {
        ja: '期限なし（二度と送らないために必要です）',
        en: 'no end: needed so that no mail is ever sent again',
      },
    },
    {
      store: 'Refusals',
      what: { ja: '一時的な不達の回数', en: 'mails that came back for now' },
      ...days(softBounceDays),
    },
    {
      store: 'bucket',
      what: { ja: '取り込んだファイルとエラー一覧', en: 'imported files and error lists' },
      ...days(30),
    },
    { store: 'queues', what: { ja: '処理待ちのもの', en: 'what waits to be handled' }, ...days(4) },
    { store: 'queues', what: { ja: '処理できなかったもの', en: 'what could not be handled' }, ...days(14) },
    { store: 'backups', what: { ja: 'テーブルの復元用の控え', en: 'backups of the tables' }, ...days(35) },
  ];
}
