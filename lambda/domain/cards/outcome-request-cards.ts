import type { Person } from '../approval/person.ts';
import type { IsoDate } from '../calendar/plain-date.ts';
import { type CardElement, type OpenUrl, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, linkedText, plainText, quotedText, withCount } from './card-text.ts';
import { customerText, type NamedCustomer } from './customer-text.ts';
import { gatherBy } from './gather-by.ts';
import { namePerson, ownerLine } from './mention.ts';
import { type CardGroup, packCards } from './pack-cards.ts';
import type { CardWithIds } from './send-card-facts.ts';

/** One mail of which nobody knows whether it went out. `id` comes back with the card that asks about it. */
export interface OutcomeRequestFacts extends NamedCustomer {
  readonly id: string;
  readonly campaign: string;
  readonly campaignName: string;
  readonly reason: 'unknown-outcome' | 'log-restored';
  /** Somebody was asked before. */
  readonly isReminder: boolean;
  /** The mail's subject, where it can be told. */
  readonly subject?: string;
  readonly dueOn: IsoDate;
  /** The page that takes the answer. */
  readonly url: string;
}

/** 【送信の確認】: one owner's mails of unknown outcome, gathered by campaign into as few cards as fit. The owner is mentioned. */
export function outcomeRequestCards(
  requests: readonly OutcomeRequestFacts[],
  owner: Person,
  setting: CardSetting,
): readonly CardWithIds[] {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const named = namePerson(owner, locale);
  const [only] = requests.length === 1 ? requests : [];
  const actions: readonly OpenUrl[] =
    only === undefined ? [] : [{ type: 'Action.OpenUrl', title: words.answer, url: only.url }];
  const groups = gatherBy(requests, ({ campaign, reason }) => [campaign, reason]);
  return packCards(
    groups.map((group) => toGroup(group, only === undefined, setting)),
    (boxes, part, parts) => {
      const name = requests.every(({ isReminder }) => isReminder) ? words.reminder : words.title;
      const title = name(whatFor(requests, locale)) + (parts > 1 ? ` (${part}/${parts})` : '');
      return toPayload({
        title,
        body: [
          cardHead({ title, line: ownerLine(named, locale), tone: 'attention' }),
          text(words.please, { isSubtle: true }),
          ...boxes,
          cardFoot(setting.name),
        ],
        actions,
        mentions: named.mentions,
      });
    },
  );
}

/** The campaign where there is only one, and how many: what can be read of a card without opening it. */
function whatFor(requests: readonly OutcomeRequestFacts[], locale: CardSetting['locale']): string {
  const names = new Set(requests.map(({ campaignName }) => campaignName));
  const [name = ''] = names;
  return names.size === 1 ? withCount(plainText(name), requests.length, locale) : countText(requests.length, locale);
}

function toGroup(
  group: readonly [OutcomeRequestFacts, ...OutcomeRequestFacts[]],
  isLinked: boolean,
  setting: CardSetting,
): CardGroup {
  const [{ campaignName, reason }] = group;
  const words = setting.locale === 'ja' ? japanese : english;
  return {
    heading: [
      text(withCount(plainText(campaignName), group.length, setting.locale), { weight: 'bolder', size: 'medium' }),
      text(words.why[reason], { color: 'attention', spacing: 'none' }),
    ],
    rows: group.map((request) => ({ id: request.id, element: row(request, isLinked, setting) })),
  };
}

function row(request: OutcomeRequestFacts, isLinked: boolean, { locale }: CardSetting): CardElement {
  const words = locale === 'ja' ? japanese : english;
  const { subject = '', dueOn, url } = request;
  const first = [customerText(request, locale), words.due(dayText(dueOn, locale))].join(' · ');
  const lines = [
    first,
    subject === '' ? '' : quotedText(subject, locale),
    isLinked ? `**${linkedText(words.answer, url)}**` : '',
  ].filter((line) => line !== '');
  return {
    type: 'Container',
    spacing: 'medium',
    items: lines.map((line, n) => text(line, n === 0 ? {} : { spacing: 'none' })),
  };
}

const japanese = {
  title: (what: string) => `【送信の確認】${what}`,
  reminder: (what: string) => `【送信の確認・再度のお願い】${what}`,
  please:
    '送信できたかどうか分からないメールです。お客様に届いているかを確かめて、「送信済みにする」「もう一度送る」「送らない」から選んでください。選ぶまで再送しません。',
  why: {
    'unknown-outcome': 'メールサービスから返事がありませんでした',
    'log-restored': '送信ログを復元したため、送信の記録がありません',
  },
  answer: '確かめて答える',
  due: (day: string) => `送信予定 ${day}`,
} as const;

const english = {
  title: (what: string) => `Did it go out? ${what}`,
  reminder: (what: string) => `Still waiting for an answer – did it go out? ${what}`,
  please:
    'Nobody knows whether this mail went out. Please find out whether it arrived, then choose: it went out, send it again, or do not send it. Nothing is sent again before.',
  why: {
    'unknown-outcome': 'The mail service did not answer',
    'log-restored': 'The send log was restored and has no record of it',
  },
  answer: 'Find out and answer',
  due: (day: string) => `Due ${day}`,
} as const;
