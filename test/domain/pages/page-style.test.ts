import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { messagePage } from '../../../lambda/domain/pages/message-page.ts';
import { pageStyle, pageStyleSource } from '../../../lambda/domain/pages/page-style.ts';
import { aStage } from '../../support/builders.ts';

const [light = '', dark = ''] = [...pageStyle.matchAll(/:root\{([^}]*--ground[^}]*)\}/g)].map(([, block]) => block);

function luminance(block: string, name: string): number {
  const hex = new RegExp(`--${name}:#([0-9a-f]{3,6})`).exec(block)?.[1] ?? '';
  const digits = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const channels = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16) / 255);
  const linear = channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(block: string, one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(block, one), luminance(block, other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each([
  ['by day', light],
  ['by night', dark],
])('the colours of the pages %s', (_, block) => {
  const texts = ['ink', 'soft', 'indigo', 'madder'];
  it.each([
    ...texts.flatMap((text) => [
      [text, 'sheet'],
      [text, 'card'],
    ]),
    ['on-indigo', 'indigo'],
  ])('let %s be read on %s', (text = '', ground = '') => {
    expect(contrast(block, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('let the edge of a button and the ring of a state be seen', () => {
    for (const ground of ['sheet', 'card']) expect(contrast(block, 'edge', ground)).toBeGreaterThanOrEqual(3);
  });
});

describe('the style sheet', () => {
  it('is the one that the policy lets through', async () => {
    const page = String(await messagePage('failed', 'ja', aStage.sender));
    const [, inPage = ''] = /<style>(.*)<\/style>/s.exec(page) ?? [];
    expect(pageStyleSource).toBe(`'sha256-${createHash('sha256').update(inPage).digest('base64')}'`);
  });
});
