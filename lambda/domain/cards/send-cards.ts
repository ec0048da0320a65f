import type { Person } from '../approval/person.ts';
import { type OpenUrl, type Tone, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, plainText, safeUrl, withCount } from './card-text.ts';
import { gatherBy } from './gather-by.ts';
import { namePerson, ownerLine } from './mention.ts';
import { outcomeAdvice, outcomeText, outcomeTone } from './outcome-text.ts';
import { type CardGroup, packCards } from './pack-cards.ts';
import type { CardWithIds, SendFacts } from './send-card-facts.ts';
import { sendRow } from './send-row.ts';

const severity: Readonly<Record<Tone, number>> = { attention: 3, warning: 2, good: 1, default: 0 };

/**
 * One owner's sends, gathered by campaign and outcome into as few cards as fit, what needs somebody first. The owner is
 * mentioned; customers are linked to the CRM, and mails to the page that shows them.
 */
export function sendCards(sends: readonly SendFacts[], owner: Person, setting: CardSetting): readonly CardWithIds[] {
  const { locale } = setting;
  const groups = gather(sends);
  const named = namePerson(owner, locale);
  const tone = groups[0] ? outcomeTone(groups[0][0]) : 'default';
  return packCards(
    groups.map((group) => toGroup(group, setting)),
    (boxes, part, parts) => {
      const title = titleOf(sends, setting) + (parts > 1 ? ` (${part}/${parts})` : '');
      return toPayload({
        title,
        body: [cardHead({ title, line: ownerLine(named, locale), tone }), ...boxes, cardFoot(setting.name)],
        actions: sends.length === 1 ? crmAction(sends, setting) : [],
        mentions: named.mentions,
      });
    },
  );
}

type Group = readonly [SendFacts, ...SendFacts[]];

function gather(sends: readonly SendFacts[]): readonly Group[] {
  const groups = gatherBy(sends, ({ campaign, state, reason }) => [campaign, state, reason]);
  const weight = ([first]: Group) => severity[outcomeTone(first)];
  return groups.toSorted((a, b) => weight(b) - weight(a));
}

function toGroup(group: Group, setting: CardSetting): CardGroup {
  const [first] = group;
  const advice = outcomeAdvice(first, setting);
  return {
    heading: [
      text(plainText(first.campaignName), { weight: 'bolder', size: 'medium' }),
      text(withCount(outcomeText(first, setting), group.length, setting.locale), {
        color: outcomeTone(first),
        weight: 'bolder',
        spacing: 'none',
      }),
      ...(advice === '' ? [] : [text(advice, { isSubtle: true, spacing: 'small' })]),
    ],
    rows: group.map((send) => ({ id: send.id, element: sendRow(send, setting) })),
  };
}

function titleOf(sends: readonly SendFacts[], { locale }: CardSetting): string {
  const urgent = sends.filter((send) => severity[outcomeTone(send)] > severity.good).length;
  const all = countText(sends.length, locale);
  if (urgent === 0) return locale === 'ja' ? `メールのお知らせ：${all}` : `Mail: ${all}`;
  const some = countText(urgent, locale);
  if (urgent === sends.length) return locale === 'ja' ? `確認してください：${all}` : `Please check: ${all}`;
  return locale === 'ja' ? `メールのお知らせ：${all}（うち要確認 ${some}）` : `Mail: ${all}, ${some} to check`;
}

function crmAction([send]: readonly SendFacts[], { locale }: CardSetting): readonly OpenUrl[] {
  const url = send && safeUrl(send.crmUrl);
  return url ? [{ type: 'Action.OpenUrl', title: locale === 'ja' ? 'CRMで開く' : 'Open in CRM', url }] : [];
}
