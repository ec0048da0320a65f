import { localDate } from '../calendar/zone.ts';
import type { Locale } from '../locale.ts';
import type { SendRow } from '../send-log/send-row.ts';
import { mailedStates } from '../send-log/send-state.ts';

/** Whether a mail went to the address that is asked about. `unknown` = it left before that was noted; `none` = nothing left. */
export type WhichAddress = 'this' | 'another' | 'unknown' | 'none';

/** Where a row's mail went, compared with an address by its keyed hash. */
export function whichAddress({ addressHash, state, attempt }: SendRow, hash: string): WhichAddress {
  if (!mailedStates.includes(state) || attempt === 0) return 'none';
  if (addressHash === undefined) return 'unknown';
  return addressHash === hash ? 'this' : 'another';
}

/** The mails that an address got, or may have got, on one day of the stage's zone. */
export interface DayAtAddress {
  readonly day: string;
  readonly mails: readonly SendRow[];
}

/** The days on which an address got more than one mail, or may have. */
export function severalOnADay(rows: readonly SendRow[], hash: string, timeZone: string): readonly DayAtAddress[] {
  const byDay = new Map<string, readonly SendRow[]>();
  for (const row of rows) {
    const where = whichAddress(row, hash);
    if (where !== 'this' && where !== 'unknown') continue;
    const day = row.sentAt === undefined ? row.dueOn : localDate(Date.parse(row.sentAt), timeZone);
    byDay.set(day, [...(byDay.get(day) ?? []), row]);
  }
  return [...byDay]
    .filter(([, mails]) => mails.length > 1)
    .map(([day, mails]) => ({ day, mails: mails.toSorted(byCustomer) }))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
}

function byCustomer({ customer: one }: SendRow, { customer: other }: SendRow): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** What somebody can tell who rings up and says that two mails have come: one sentence for each such day, or that there is none. */
export function conclusion(days: readonly DayAtAddress[], locale: Locale): readonly string[] {
  if (days.length > 0) return days.map((day) => sentence(day, locale));
  return [
    locale === 'ja'
      ? '同じ日に2通以上届いた記録はありません。'
      : 'There is no day on which this address got more than one mail.',
  ];
}

function sentence({ day, mails }: DayAtAddress, locale: Locale): string {
  const each = mails.map(({ customer, campaign, offset, state }) => {
    const which = [campaign, offset].filter((part) => part !== '').join(' ');
    const maybe = state !== 'uncertain' ? '' : locale === 'ja' ? '（送れたか不明）' : ' (may not have left)';
    return locale === 'ja'
      ? `顧客 ${customer}・キャンペーン ${which}${maybe}`
      : `customer ${customer}, campaign ${which}${maybe}`;
  });
  const why = whyOf(mails, locale);
  return locale === 'ja'
    ? `${day} に${mails.length}通：${each.join('／')}。${why}`
    : `${mails.length} mails on ${day}: ${each.join('; ')}. ${why}`;
}

function whyOf(mails: readonly SendRow[], locale: Locale): string {
  const customers = new Set(mails.map(({ customer }) => customer)).size;
  const campaigns = new Set(mails.map(({ campaign }) => campaign)).size;
  if (customers > 1) {
    return locale === 'ja'
      ? `${customers}件の顧客データが同じアドレスです。同じ方であれば、顧客データを1つにまとめてください。`
      : `${customers} customers share this address. If they are one person, please make one of them.`;
  }
  if (campaigns > 1) {
    return locale === 'ja'
      ? 'キャンペーンごとに1通ずつです。同じ日に重ならないようにするには、配信条件（where）を見直してください。'
      : 'It is one mail of each campaign. The campaigns’ conditions (where) can keep them apart.';
  }
  return locale === 'ja'
    ? '同じキャンペーンの別々の節目（別の記録や日付）によるものです。'
    : 'They are of one campaign, for different occasions (another record or date).';
}
