import { expect, it } from 'vitest';
import {
  heartbeatCard,
  heartbeatMissedCard,
  heartbeatRefusedCard,
} from '../../../lambda/domain/cards/heartbeat-cards.ts';
import { placeText } from '../../../lambda/domain/cards/place-text.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

const url = 'https://pages.example.jp/h/1';

it('a heartbeat asks for one click and says what happens without', () => {
  for (const setting of [ja, en]) {
    const card = heartbeatCard(placeText({ kind: 'channel', name: '*営業*' }, setting.locale), url, setting);
    expect(cardProblems(card)).toEqual([]);
    expect(card.attachments[0].content.actions.map((action) => action.url)).toEqual([url]);
    expect(linesOf(card)[1]).toContain('\\*営業\\*');
    expect(linesOf(card)[2]).toMatch(/2営業日|two working days/);
  }
});

it('one that Teams refused has no button', () => {
  for (const setting of [ja, en]) {
    const card = heartbeatRefusedCard('x', setting);
    expect(cardProblems(card)).toEqual([]);
    expect(card.attachments[0].content.actions).toEqual([]);
  }
});

it('one that nobody answered names the places and the day', () => {
  const missed = [{ place: 'チャネル「営業」', askedOn: '2027-03-16' }];
  expect(cardProblems(heartbeatMissedCard(missed, ja))).toEqual([]);
  expect(linesOf(heartbeatMissedCard(missed, ja))).toContain('**チャネル「営業」** · 2027年3月16日(火)に確認');
  expect(linesOf(heartbeatMissedCard(missed, en))).toContain('**チャネル「営業」** · asked on Tue, Mar 16, 2027');
});
