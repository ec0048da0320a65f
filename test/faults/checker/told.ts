import type { RowRecord, WeekRecords } from '../records.ts';

/** Words by which people are told of a state. A card that has none of them tells of something else. */
const words: Readonly<Record<string, RegExp>> = {
  failed: /送信に失敗しました/,
  expired: /期限までに送れませんでした/,
  stopped: /送らずに止めました/,
  uncertain: /送れたか分かりません|送信の確認/,
  bounced: /宛先に届きませんでした/,
  complained: /迷惑メールとして報告されました/,
  rejected: /承認されませんでした/,
  skipped: /送りませんでした/,
  cancelled: /取り消しました/,
  'awaiting-approval': /承認依頼|承認を待っています/,
};

/** A sweep tells before it writes. */
const EARLY_MS = 3 * 3_600_000;

/** Whether a state needs somebody: people must be told of it. */
export function needsSomebody({ state, reason }: Pick<RowRecord, 'state' | 'reason'>): boolean {
  switch (state) {
    case 'failed':
    case 'expired':
    case 'uncertain':
    case 'bounced':
    case 'complained':
      return true;
    // Who stopped, rejected or dropped a mail by hand knows.
    case 'stopped':
      return reason !== 'stopped-by-person';
    case 'skipped':
      return reason === 'invalid-address' || reason === 'record-missing' || reason.startsWith('missing-value');
    default:
      return false;
  }
}

/** What people have been told, ready to be asked: whether a card or mail named a customer, a campaign and a state. */
export interface Told {
  of(about: { customerName: string; campaignName: string; state: string; sinceMs: number }): boolean;
}

export function readTold({ told }: WeekRecords): Told {
  const byName = new Map<string, { readonly atMs: number; readonly text: string }[]>();
  for (const each of told) {
    for (const name of new Set(each.text.match(/花子\d{4}/g) ?? [])) {
      const list = byName.get(name) ?? [];
      byName.set(name, list);
      list.push(each);
    }
  }
  return {
    of({ customerName, campaignName, state, sinceMs }) {
      const wanted = words[state];
      return (byName.get(customerName) ?? []).some(
        ({ atMs, text }) =>
          atMs >= sinceMs - EARLY_MS && text.includes(campaignName) && (wanted === undefined || wanted.test(text)),
      );
    },
  };
}
