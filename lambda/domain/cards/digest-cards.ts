import type { Person } from '../approval/person.ts';
import { addDays, type IsoDate } from '../calendar/plain-date.ts';
import { digestDays } from '../digest/digest-days.ts';
import { isToCheck, isToLeave } from '../digest/digest-need.ts';
import type { DigestEntry } from '../notices/notice.ts';
import { type CardElement, type Tone, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, linkedText, nearDayText, plainText, withCount } from './card-text.ts';
import { customerText, type NamedCustomer } from './customer-text.ts';
import { namePerson, ownerLine } from './mention.ts';
import { reasonText } from './outcome-text.ts';
import { type CardGroup, packCards } from './pack-cards.ts';
import type { CardWithIds } from './send-card-facts.ts';

/** One mail of the digest. `id` comes back with the card that lists it. `at` is the campaign's local time, `stopUrl` the page that stops just this one; either may be ''. */
export interface DigestFacts extends Pick<DigestEntry, 'dueOn' | 'decision' | 'reason'>, NamedCustomer {
  readonly id: string;
  readonly campaignName: string;
  readonly at: string;
  readonly stopUrl: string;
}

/** How many more mails of a campaign, day and decision there are than are listed. */
export interface DigestRest extends Pick<DigestEntry, 'dueOn' | 'decision'> {
  readonly id: string;
  readonly campaignName: string;
  readonly count: number;
}

/** A morning's digest. */
export interface Digest {
  /** Today. */
  readonly date: IsoDate;
  readonly owner: Person;
  readonly entries: readonly DigestFacts[];
  readonly rest: readonly DigestRest[];
}

type Decision = DigestEntry['decision'];

/** What needs somebody comes first. */
const order: readonly Decision[] = ['skip', 'ask', 'stop', 'send'];
const tones: Readonly<Record<Decision, Tone>> = { skip: 'attention', ask: 'warning', stop: 'default', send: 'good' };

/**
 * What one owner's customers get from today to the next working day, with a link beside each mail that stops it. The owner
 * is mentioned.
 */
export function digestCards(digest: Digest, setting: CardSetting): readonly CardWithIds[] {
  const { locale } = setting;
  const { owner, entries } = digest;
  const named = namePerson(owner, locale);
  const heading = headingOf(digest, setting);
  const worst = order.find((decision) => entries.some((entry) => entry.decision === decision)) ?? 'stop';
  const tone = worst === 'send' ? 'default' : tones[worst];
  return packCards(groupsOf(digest, setting), (boxes, part, parts) => {
    const title = heading + (parts > 1 ? ` (${part}/${parts})` : '');
    return toPayload({
      title,
      body: [cardHead({ title, line: ownerLine(named, locale), tone }), ...boxes, cardFoot(setting.name)],
      mentions: named.mentions,
    });
  });
}

/** Counts what leaves if people do as asked, today and later, and what somebody has to look at. */
function headingOf({ date, entries, rest }: Digest, { locale }: CardSetting): string {
  const words = locale === 'ja' ? japanese : english;
  const all = [...entries.map((entry) => ({ ...entry, count: 1 })), ...rest];
  const sumOf = (mails: typeof all) => mails.reduce((sum, { count }) => sum + count, 0);
  const leaving = all.filter(isToLeave);
  const today = countText(sumOf(leaving.filter(({ dueOn }) => dueOn <= date)), locale);
  const later = countText(sumOf(leaving.filter(({ dueOn }) => dueOn > date)), locale);
  const last = digestDays(date).at(-1) ?? date;
  const isTomorrow = last === addDays(date, 1);
  const title = isTomorrow ? words.title(today, later) : words.longTitle(today, nearDayText(last, locale), later);
  const toCheck = sumOf(all.filter(isToCheck));
  return toCheck === 0 ? title : title + words.toCheck(countText(toCheck, locale));
}

function groupsOf({ date, entries, rest }: Digest, setting: CardSetting): readonly CardGroup[] {
  const words = setting.locale === 'ja' ? japanese : english;
  const days = [...new Set([...entries, ...rest].map(({ dueOn }) => dueOn))].sort();
  return days.flatMap((day) => {
    const own = rest.filter(({ dueOn }) => dueOn === day);
    const group = (what: string, color: Tone, rows: CardGroup['rows']): readonly CardGroup[] =>
      rows.length === 0
        ? []
        : [
            {
              section: text(dayHeading(day, date, setting), { weight: 'bolder', size: 'medium' }),
              heading: [text(what, { color, weight: 'bolder', spacing: 'small' })],
              rows,
            },
          ];
    const listed = order.flatMap((decision) => {
      const mails = entries.filter((entry) => entry.dueOn === day && entry.decision === decision);
      const what = withCount(words[decision], mails.length, setting.locale);
      return group(
        what,
        tones[decision],
        mails.map((mail) => ({ id: mail.id, element: row(mail, setting) })),
      );
    });
    const more = own.map(({ id, campaignName, decision, count }) => {
      const what = decision === 'send' ? '' : ` · ${words[decision]}`;
      const line = withCount(plainText(campaignName) + what, count, setting.locale);
      return { id, element: text(line, { spacing: 'small' }) };
    });
    return [...listed, ...group(words.more, 'default', more)];
  });
}

function row(mail: DigestFacts, setting: CardSetting): CardElement {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const { decision, reason, campaignName, at, stopUrl } = mail;
  const isStopped = decision === 'stop';
  const parts = [
    `${plainText(campaignName)}${at === '' ? '' : ` ${at}`}`,
    decision === 'skip' || isStopped ? reasonText(reason, setting) : '',
    stopUrl === '' ? '' : `**${linkedText(isStopped ? words.resumeLink : words.stopLink, stopUrl)}**`,
  ];
  return {
    type: 'Container',
    spacing: 'small',
    items: [
      text(customerText(mail, locale)),
      text(parts.filter((part) => part !== '').join(' · '), { spacing: 'none' }),
    ],
  };
}

function dayHeading(day: IsoDate, today: IsoDate, { locale }: CardSetting): string {
  const words = locale === 'ja' ? japanese : english;
  const name = day === today ? words.today : day === addDays(today, 1) ? words.tomorrow : '';
  return `${name}${dayText(day, locale)}`;
}

const japanese = {
  title: (today: string, tomorrow: string) => `今日 ${today}、明日 ${tomorrow}のメール`,
  longTitle: (today: string, last: string, later: string) => `今日 ${today}、明日から${last}まで ${later}のメール`,
  toCheck: (count: string) => `（要確認 ${count}）`,
  today: '今日 ',
  tomorrow: '明日 ',
  skip: 'このままでは送れません',
  ask: '承認が必要です',
  stop: '止めています',
  send: '送る予定です',
  more: 'ここに載せきれない分',
  stopLink: '止める',
  resumeLink: '止めるのを取り消す',
} as const;

const english = {
  title: (today: string, tomorrow: string) => `Mail: ${today} today, ${tomorrow} tomorrow`,
  longTitle: (today: string, last: string, later: string) => `Mail: ${today} today, ${later} more through ${last}`,
  toCheck: (count: string) => `, ${count} to check`,
  today: 'Today, ',
  tomorrow: 'Tomorrow, ',
  skip: 'Cannot be sent as it is',
  ask: 'Needs approval',
  stop: 'Held back',
  send: 'To be sent',
  more: 'Not listed here',
  stopLink: 'Stop',
  resumeLink: 'Take the stop back',
} as const;
