import type { Person } from '../approval/person.ts';
import type { IsoDate } from '../calendar/plain-date.ts';
import { type CardElement, type OpenUrl, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, linkedText, plainText, quotedText, withCount } from './card-text.ts';
import { customerText, type NamedCustomer } from './customer-text.ts';
import { gatherBy } from './gather-by.ts';
import { namePerson } from './mention.ts';
import { type CardGroup, packCards } from './pack-cards.ts';
import type { CardWithIds } from './send-card-facts.ts';

/** One mail that waits for approval. `id` comes back with the card that asks for it. */
export interface ApprovalFacts extends NamedCustomer {
  readonly id: string;
  readonly campaign: string;
  readonly campaignName: string;
  /** The mail's subject, where it can be told. */
  readonly subject?: string;
  /** The owner's name, or ''. */
  readonly ownerName: string;
  /** When the mail is due, and the last day on which it may still leave; undefined when no longer known. */
  readonly dueOn: IsoDate | undefined;
  readonly lastDay: IsoDate | undefined;
  /** It was approved before, but the mail has changed. */
  readonly isAgain: boolean;
  /** The page that shows the mail and takes the decision. */
  readonly url: string;
}

/** Who is asked, by which page they see everything that waits for them, and whether they were asked before. */
export interface ApprovalAsk {
  readonly approver: Person;
  readonly listUrl: string;
  readonly isReminder?: boolean;
}

/** 【承認依頼】: what waits for one approver, gathered by campaign into as few cards as fit. The approver is mentioned. */
export function approvalCards(
  requests: readonly ApprovalFacts[],
  { approver, listUrl, isReminder = false }: ApprovalAsk,
  setting: CardSetting,
): readonly CardWithIds[] {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const named = namePerson(approver, locale);
  const [only] = requests.length === 1 ? requests : [];
  const actions: readonly OpenUrl[] = [
    only === undefined
      ? { type: 'Action.OpenUrl', title: words.list, url: listUrl }
      : { type: 'Action.OpenUrl', title: words.decide, url: only.url },
  ];
  return packCards(
    gather(requests).map((group) => toGroup(group, only === undefined, setting)),
    (boxes, part, parts) => {
      const name = isReminder ? words.reminder : words.title;
      const title = name(whatFor(requests, locale)) + (parts > 1 ? ` (${part}/${parts})` : '');
      const line = named.words === '' ? words.nobody : words.approver(named.words);
      return toPayload({
        title,
        body: [
          cardHead({ title, line, tone: 'warning' }),
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
function whatFor(requests: readonly ApprovalFacts[], locale: CardSetting['locale']): string {
  const names = new Set(requests.map(({ campaignName }) => campaignName));
  const [name = ''] = names;
  return names.size === 1 ? withCount(plainText(name), requests.length, locale) : countText(requests.length, locale);
}

type Group = readonly [ApprovalFacts, ...ApprovalFacts[]];

/** What is asked for again comes first. */
function gather(requests: readonly ApprovalFacts[]): readonly Group[] {
  const groups = gatherBy(requests, ({ campaign, isAgain }) => [campaign, isAgain]);
  return groups.toSorted(([a], [b]) => Number(b.isAgain) - Number(a.isAgain));
}

function toGroup(group: Group, isLinked: boolean, setting: CardSetting): CardGroup {
  const [first] = group;
  const words = setting.locale === 'ja' ? japanese : english;
  const name = withCount(plainText(first.campaignName), group.length, setting.locale);
  return {
    heading: [
      text(name, { weight: 'bolder', size: 'medium' }),
      ...(first.isAgain ? [text(words.again, { color: 'warning', weight: 'bolder', spacing: 'none' })] : []),
    ],
    rows: group.map((request) => ({ id: request.id, element: row(request, isLinked, setting) })),
  };
}

function row(request: ApprovalFacts, isLinked: boolean, { locale }: CardSetting): CardElement {
  const words = locale === 'ja' ? japanese : english;
  const { subject = '', ownerName, dueOn, lastDay, url } = request;
  const first = [customerText(request, locale), ownerName === '' ? '' : words.owner(plainText(ownerName))];
  const second = [
    dueOn === undefined ? '' : words.due(dayText(dueOn, locale)),
    lastDay === undefined ? '' : words.until(dayText(lastDay, locale)),
  ];
  const lines = [
    first,
    [subject === '' ? '' : quotedText(subject, locale)],
    second,
    isLinked ? [`**${linkedText(words.decide, url)}**`] : [],
  ]
    .map((parts) => parts.filter((part) => part !== '').join(' · '))
    .filter((line) => line !== '');
  return {
    type: 'Container',
    spacing: 'medium',
    items: lines.map((line, n) => text(line, n === 0 ? {} : { spacing: 'none' })),
  };
}

const japanese = {
  title: (what: string) => `【承認依頼】${what}`,
  reminder: (what: string) => `【承認依頼・再度のお願い】${what}`,
  nobody: '承認する人が決まっていません',
  approver: (person: string) => `承認：${person}`,
  please: '内容を見て、承認するか見送るかを決めてください。決まるまで送りません。',
  again: '承認のあとで内容が変わったため、もう一度お願いします',
  list: '一覧を見て決める',
  decide: '内容を見て決める',
  owner: (name: string) => `担当：${name}`,
  due: (day: string) => `送信予定 ${day}`,
  until: (day: string) => `期限 ${day}まで`,
} as const;

const english = {
  title: (what: string) => `Approval requested: ${what}`,
  reminder: (what: string) => `Still waiting for your approval: ${what}`,
  nobody: 'Nobody is named to approve',
  approver: (person: string) => `To approve: ${person}`,
  please: 'Please look at each mail and approve it or turn it down. Nothing is sent before.',
  again: 'Please decide again: the mail has changed since it was approved',
  list: 'Show all and decide',
  decide: 'Look and decide',
  owner: (name: string) => `Owner: ${name}`,
  due: (day: string) => `Due ${day}`,
  until: (day: string) => `until ${day}`,
} as const;
