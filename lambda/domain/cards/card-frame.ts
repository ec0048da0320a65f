import type { CardElement, ColumnSet, Container, TextBlock, Tone } from './adaptive-card.ts';

/** A card's head: a coloured band with a title and, smaller, a line about it. Both are Markdown. */
export function cardHead(head: { readonly title: string; readonly line: string; readonly tone: Tone }): Container {
  const { title, line, tone } = head;
  return {
    type: 'Container',
    style: tone === 'default' ? 'emphasis' : tone,
    bleed: true,
    items: [
      { type: 'TextBlock', text: title, wrap: true, size: 'large', weight: 'bolder' },
      ...(line === '' ? [] : [text(line, { spacing: 'none' })]),
    ],
  };
}

/** A card's last line: which stage speaks. */
export function cardFoot(stageName: string): TextBlock {
  return { type: 'TextBlock', text: `Fushime · ${stageName}`, wrap: true, size: 'small', isSubtle: true };
}

/** A text that wraps, as all of them must on a phone. */
export function text(words: string, looks: Omit<TextBlock, 'type' | 'text' | 'wrap'> = {}): TextBlock {
  return { type: 'TextBlock', text: words, wrap: true, ...looks };
}

/** Names and values, without those whose value is empty. */
export function facts(pairs: readonly (readonly [title: string, value: string])[]): readonly CardElement[] {
  const shown = pairs.filter(([, value]) => value !== '').map(([title, value]) => ({ title, value }));
  return shown.length === 0 ? [] : [{ type: 'FactSet', facts: shown }];
}

/** A number with what it counts, aligned with the other rows; the words wrap, which a fact's title does not. */
export function countRow(count: string, words: string, color: Tone): ColumnSet {
  return {
    type: 'ColumnSet',
    spacing: 'small',
    columns: [
      { type: 'Column', width: '72px', items: [text(count, { weight: 'bolder' })] },
      { type: 'Column', width: 'stretch', items: [text(words, { color })] },
    ],
  };
}
