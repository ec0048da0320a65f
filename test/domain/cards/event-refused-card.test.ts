import { expect, test } from 'vitest';
import { type CardPayload, maxPayloadBytes, sizeBytes } from '../../../lambda/domain/cards/adaptive-card.ts';
import { eventRefusedCard } from '../../../lambda/domain/cards/event-refused-card.ts';
import type { Notice } from '../../../lambda/domain/notices/notice.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

type Refused = Extract<Notice, { readonly kind: 'event-refused' }>;

function aRefusal(id: string, changes: Partial<Refused> = {}): Refused {
  const explanation = { ja: '日付として読めません。', en: 'This is not a date.' };
  const problems = [{ path: 'detail.customer.誕生日', explanation }];
  return {
    kind: 'event-refused',
    id,
    detailType: 'customer.upserted',
    source: 'com.example.crm',
    problems,
    ...changes,
  };
}

function read(payload: CardPayload): readonly string[] {
  expect(cardProblems(payload)).toEqual([]);
  return linesOf(payload);
}

test('says what came from where, what is wrong with it and what to do', () => {
  expect(read(eventRefusedCard([aRefusal('e1')], ja))).toEqual([
    'システムからのイベントを読めませんでした',
    '送られてきたイベントは取り込まれていません。',
    '**customer.upserted（1件）** · 送信元 com.example.crm',
    'ID: e1',
    '**detail.customer.誕生日**  日付として読めません。',
    '送信元のシステムの担当者に、上の項目の直し方をお知らせください。イベントはデッドレターキューに14日間残り、原因を直したあとに戻せます。',
    'Fushime · prod',
  ]);
  expect(read(eventRefusedCard([aRefusal('e1')], en))).toContain('**detail.customer.誕生日**  This is not a date.');
});

test('tells events with the same mistake together, and names five of them', () => {
  const ids = Array.from({ length: 7 }, (_, n) => `e${n}`);
  const lines = read(eventRefusedCard([...ids.map((id) => aRefusal(id)), aRefusal('x', { source: 'shop' })], ja));
  expect(lines).toContain('システムからのイベントを読めませんでした（8件）');
  expect(lines).toContain('ID: e0, e1, e2, e3, e4, ほか2件');
  expect(lines.filter((line) => line.includes('送信元 '))).toHaveLength(2);
});

test('fits however much there is to tell, and counts the rest', () => {
  const many = Array.from({ length: 100 }, (_, n) => aRefusal(`e${n}`, { detailType: `種類${n}`.repeat(20) }));
  const card = eventRefusedCard(many, ja);
  expect(sizeBytes(card)).toBeLessThanOrEqual(maxPayloadBytes);
  expect(read(card).some((line) => /^ほか\d+件$/.test(line))).toBe(true);
});

test('lets no name of another system take effect as Markdown or HTML', () => {
  const card = eventRefusedCard([aRefusal('<b>', { detailType: '[x](https://evil.example)' })], ja);
  expect(read(card).join('\n')).not.toMatch(/[^\\]\]\(https|<b>/);
});
