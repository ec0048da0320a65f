import { durationWords } from '../calendar/duration.ts';
import { type CardElement, type Mention, type OpenUrl, type Tone, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, linkedText, plainText, safeUrl, withCount } from './card-text.ts';
import { outcomeAdvice, outcomeText, outcomeTone } from './outcome-text.ts';
import { type CardGroup, packCards } from './pack-cards.ts';
import type { CardPerson, CardWithIds, SendFacts } from './send-card-facts.ts';

const severity: Readonly<Record<Tone, number>> = { attention: 3, warning: 2, good: 1, default: 0 };

/**
 * One owner's sends, gathered by campaign and outcome into as few cards as fit, what needs somebody first. The owner is
 * mentioned, and so is whoever is asked for approval; customers are linked to the CRM.
 */
export function sendCards(
  sends: readonly SendFacts[],
  owner: CardPerson,
  setting: CardSetting,
): readonly CardWithIds[] {
  const groups = gather(sends);
  const ownerMention = mentionOf(owner);
  const tone = groups[0] ? outcomeTone(groups[0][0]) : 'default';
  return packCards(
    groups.map((group) => toGroup(group, setting)),
    (boxes, boxMentions, part, parts) => {
      const title = titleOf(sends, setting) + (parts > 1 ? ` (${part}/${parts})` : '');
      return toPayload({
        title,
        body: [
          cardHead({ title, line: ownerLine(owner, ownerMention, setting), tone }),
          ...boxes,
          cardFoot(setting.name),
        ],
        actions: sends.length === 1 ? crmAction(sends, setting) : [],
        mentions: withoutRepeats([...ownerMention, ...boxMentions]),
      });
    },
  );
}

type Group = readonly [SendFacts, ...SendFacts[]];

function gather(sends: readonly SendFacts[]): readonly Group[] {
  const groups = new Map<string, [SendFacts, ...SendFacts[]]>();
  for (const send of sends) {
    const name = JSON.stringify([send.campaign, send.state, send.reason, send.approver]);
    const group = groups.get(name);
    if (group) group.push(send);
    else groups.set(name, [send]);
  }
  const weight = ([first]: Group) => severity[outcomeTone(first)];
  return [...groups.values()].sort((a, b) => weight(b) - weight(a));
}

function toGroup(group: Group, setting: CardSetting): CardGroup {
  const [first] = group;
  const advice = outcomeAdvice(first, setting);
  const { approver } = first;
  const mentions = approver === undefined ? [] : mentionOf(approver);
  return {
    mentions,
    heading: [
      text(plainText(first.campaignName), { weight: 'bolder', size: 'medium' }),
      text(withCount(outcomeText(first, setting), group.length, setting.locale), {
        color: outcomeTone(first),
        weight: 'bolder',
        spacing: 'none',
      }),
      ...(approver === undefined ? [] : [text(approverLine(approver, mentions, setting), { spacing: 'small' })]),
      ...(advice === '' ? [] : [text(advice, { isSubtle: true, spacing: 'small' })]),
    ],
    rows: group.map((send) => ({ id: send.id, element: row(send, setting) })),
  };
}

function row(send: SendFacts, { locale }: CardSetting): CardElement {
  const { customer, customerName, company, crmUrl, date, offset } = send;
  const name = linkedText(customerName || company || customer, crmUrl);
  const suffix = locale === 'ja' && customerName !== '' ? ' 様' : '';
  const details = [
    customerName === '' ? '' : plainText(company),
    date === undefined ? '' : dayText(date, locale),
    durationWords(offset, locale),
  ].filter((detail) => detail !== '');
  return text([`**${name}**${suffix}`, ...details].join(' · '), { spacing: 'small' });
}

function titleOf(sends: readonly SendFacts[], { locale }: CardSetting): string {
  const urgent = sends.filter((send) => severity[outcomeTone(send)] > severity.good).length;
  const all = countText(sends.length, locale);
  if (urgent === 0) return locale === 'ja' ? `メールのお知らせ：${all}` : `Mail: ${all}`;
  const some = countText(urgent, locale);
  if (urgent === sends.length) return locale === 'ja' ? `確認してください：${all}` : `Please check: ${all}`;
  return locale === 'ja' ? `メールのお知らせ：${all}（うち要確認 ${some}）` : `Mail: ${all}, ${some} to check`;
}

/** Teams finds a mention by its text. */
function withoutRepeats(mentions: readonly Mention[]): readonly Mention[] {
  return [...new Map(mentions.map((mention) => [mention.text, mention])).values()];
}

function mentionOf({ name, email }: CardPerson): readonly Mention[] {
  if (email === '') return [];
  const shown = (name || email).replace(/[<>\\`*_[\]\p{Cc}]/gu, '').slice(0, 60);
  return [{ type: 'mention', text: `<at>${shown}</at>`, mentioned: { id: email, name: shown } }];
}

function approverLine({ name }: CardPerson, [mention]: readonly Mention[], { locale }: CardSetting): string {
  const shown = mention?.text ?? plainText(name);
  if (shown === '') return locale === 'ja' ? '承認する人が決まっていません' : 'Nobody is named to approve';
  return locale === 'ja' ? `承認：${shown} さん` : `To approve: ${shown}`;
}

function ownerLine({ name }: CardPerson, [mention]: readonly Mention[], { locale }: CardSetting): string {
  const shown = mention?.text ?? plainText(name);
  if (shown === '') return locale === 'ja' ? '担当者が登録されていないお客様です' : 'Customers without an owner';
  return locale === 'ja' ? `担当：${shown} さん` : `Owner: ${shown}`;
}

function crmAction([send]: readonly SendFacts[], { locale }: CardSetting): readonly OpenUrl[] {
  const url = send && safeUrl(send.crmUrl);
  return url ? [{ type: 'Action.OpenUrl', title: locale === 'ja' ? 'CRMで開く' : 'Open in CRM', url }] : [];
}
