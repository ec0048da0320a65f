import type { EventProblem } from '../events/event-problem.ts';
import type { Notice } from '../notices/notice.ts';
import { type CardElement, type CardPayload, maxPayloadBytes, sizeBytes, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, plainText, withCount } from './card-text.ts';
import { gatherBy } from './gather-by.ts';

type RefusedNotice = Extract<Notice, { readonly kind: 'event-refused' }>;

const idsShown = 5;
const problemsShown = 5;
const longestProblem = 300;

/**
 * Events of other systems that could not be taken: what is wrong with them and where they lie, on one card however many
 * there are. Events with the same mistake are told together.
 */
export function eventRefusedCard(notices: readonly RefusedNotice[], setting: CardSetting): CardPayload {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const title = words.title(notices.length > 1 ? countText(notices.length, locale) : '');
  const payload = (rows: readonly CardElement[]) =>
    toPayload({
      title,
      body: [
        cardHead({ title, line: words.line, tone: 'warning' }),
        ...rows,
        text(words.advice, { color: 'warning', spacing: 'medium' }),
        cardFoot(setting.name),
      ],
    });
  const groups = gatherBy(notices, ({ source, detailType, problems }) => [source, detailType, problems.map(placeOf)]);
  const rows = groups.map((group) => row(group, setting));
  const shown = countThatFit(rows, maxPayloadBytes - sizeBytes(payload([more(groups.flat(), setting)])));
  const rest = groups.slice(shown).flat();
  return payload([...rows.slice(0, shown), ...(rest.length === 0 ? [] : [more(rest, setting)])]);
}

function row(group: readonly [RefusedNotice, ...RefusedNotice[]], { locale }: CardSetting): CardElement {
  const words = locale === 'ja' ? japanese : english;
  const [{ detailType, source, problems }] = group;
  const name = withCount(plainText(detailType), group.length, locale);
  const ids = group.slice(0, idsShown).map(({ id }) => plainText(id, 64));
  const others = group.length > idsShown ? [words.others(group.length - idsShown)] : [];
  const told = problems.slice(0, problemsShown).map((problem) => problemText(problem, locale));
  const untold = problems.length > problemsShown ? [words.others(problems.length - problemsShown)] : [];
  return {
    type: 'Container',
    separator: true,
    spacing: 'medium',
    items: [
      text(`**${name}** · ${words.from} ${plainText(source)}`),
      text(`ID: ${[...ids, ...others].join(', ')}`, { spacing: 'none', isSubtle: true }),
      ...[...told, ...untold].map((line) => text(line, { spacing: 'small' })),
    ],
  };
}

function problemText({ path, explanation }: EventProblem, locale: CardSetting['locale']): string {
  return `**${plainText(path)}**  ${plainText(explanation[locale], longestProblem)}`;
}

function placeOf({ path, explanation }: EventProblem): readonly string[] {
  return [path, explanation.en];
}

function more(rest: readonly RefusedNotice[], { locale }: CardSetting): CardElement {
  return text((locale === 'ja' ? japanese : english).others(rest.length), { isSubtle: true, spacing: 'medium' });
}

function countThatFit(rows: readonly CardElement[], roomBytes: number): number {
  let bytes = 0;
  const over = rows.findIndex((element) => {
    bytes += sizeBytes(element) + 1;
    return bytes > roomBytes;
  });
  return over === -1 ? rows.length : over;
}

const japanese = {
  title: (count: string) => `システムからのイベントを読めませんでした${count === '' ? '' : `（${count}）`}`,
  line: '送られてきたイベントは取り込まれていません。',
  from: '送信元',
  others: (count: number) => `ほか${countText(count, 'ja')}`,
  advice:
    '送信元のシステムの担当者に、上の項目の直し方をお知らせください。イベントはデッドレターキューに14日間残り、原因を直したあとに戻せます。',
} as const;

const english = {
  title: (count: string) => `An event of another system could not be read${count === '' ? '' : ` (${count})`}`,
  line: 'What was sent has not been taken in.',
  from: 'from',
  others: (count: number) => `and ${countText(count, 'en')} more`,
  advice:
    'Please tell whoever looks after that system what to change. The event stays in the dead-letter queue for 14 days and can be sent again from there.',
} as const;
