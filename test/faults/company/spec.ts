/** When a campaign of the simulated companies mails. Days are calendar days. */
export type Occasion =
  | { readonly kind: 'yearly'; readonly field: string }
  | { readonly kind: 'before'; readonly field: string; readonly days: readonly number[] }
  | { readonly kind: 'within'; readonly field: string; readonly days: number }
  | { readonly kind: 'once'; readonly date: string }
  | { readonly kind: 'event'; readonly event: string; readonly delayDays: number };

/** A campaign as its marketer would describe it. */
export interface CampaignSpec {
  readonly id: string;
  readonly name: string;
  readonly occasion: Occasion;
  readonly category: 'marketing' | 'contract';
  readonly approval: 'flagged' | 'always';
  readonly notify: 'each' | 'digest' | 'failures';
  /** Only customers who bought product A. */
  readonly onlyProductA: boolean;
  readonly validDays: number;
  /** A due day off moves to the next working day. */
  readonly movesToWorkingDay: boolean;
  /** Local hour of the run, Tokyo. */
  readonly hour: number;
}

const usual = {
  category: 'marketing',
  approval: 'flagged',
  notify: 'each',
  onlyProductA: false,
  validDays: 3,
  movesToWorkingDay: false,
  hour: 9,
} as const;

/** The campaigns of a simulated company; `onceOn` is the day of its one newsletter. */
export function companyCampaigns(onceOn: string): readonly CampaignSpec[] {
  return [
    { ...usual, id: 'birthday', name: '誕生日のお祝い', occasion: { kind: 'yearly', field: 'birthday' } },
    {
      ...{ ...usual, id: 'anniversary', name: '購入記念日', notify: 'digest', onlyProductA: true },
      ...{ occasion: { kind: 'yearly', field: 'lastPurchase' }, movesToWorkingDay: true, hour: 10 },
    },
    {
      ...{ ...usual, id: 'renewal', name: '契約更新のご案内', category: 'contract', approval: 'always' },
      occasion: { kind: 'before', field: 'contractEnd', days: [5, 2] },
    },
    {
      ...{ ...usual, id: 'ending', name: '満了のお知らせ', category: 'contract', notify: 'failures' },
      ...{ occasion: { kind: 'within', field: 'contractEnd', days: 7 }, hour: 11 },
    },
    {
      ...{ ...usual, id: 'letter', name: '季節のたより', notify: 'failures', validDays: 2 },
      ...{ occasion: { kind: 'once', date: onceOn }, hour: 14 },
    },
    {
      ...{ ...usual, id: 'download', name: '資料のお礼' },
      occasion: { kind: 'event', event: 'document-downloaded', delayDays: 1 },
    },
  ];
}
