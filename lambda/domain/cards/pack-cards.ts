import { type CardElement, type CardPayload, type Container, maxPayloadBytes, sizeBytes } from './adaptive-card.ts';
import type { CardWithIds } from './send-card-facts.ts';

/** Rows that belong under one heading. */
export interface CardGroup {
  readonly heading: readonly CardElement[];
  /** What several groups have in common: shown once above those of them that stand on one card. */
  readonly section?: CardElement;
  readonly rows: readonly { readonly id: string; readonly element: CardElement }[];
}

interface OpenCard {
  readonly groups: (Pick<CardGroup, 'heading' | 'section'> & { readonly rows: CardElement[] })[];
  readonly ids: string[];
  bytes: number;
}

/** An empty box and its commas. */
const boxBytes = 80;

/**
 * Lays groups out over as few cards as their size allows, in order. A group cut in two has its heading on both cards.
 * `frame` puts a card's boxes between head and foot, as part `part` of `parts`.
 */
export function packCards(
  groups: readonly CardGroup[],
  frame: (boxes: readonly Container[], part: number, parts: number) => CardPayload,
): readonly CardWithIds[] {
  const roomBytes = maxPayloadBytes - sizeBytes(frame([], 999, 999));
  const cards: OpenCard[] = [];
  for (const { heading, section, rows } of groups) {
    const headingBytes = sizeBytes(heading) + sizeBytes(section ?? '') + boxBytes;
    let card = cards.at(-1);
    let isHeaded = false;
    for (const { id, element } of rows) {
      const rowBytes = sizeBytes(element) + 1;
      const neededBytes = rowBytes + (isHeaded ? 0 : headingBytes);
      if (!card || card.bytes + neededBytes > roomBytes) {
        card = { groups: [], ids: [], bytes: 0 };
        cards.push(card);
        isHeaded = false;
      }
      if (!isHeaded) card.groups.push({ heading, ...(section && { section }), rows: [] });
      card.bytes += rowBytes + (isHeaded ? 0 : headingBytes);
      isHeaded = true;
      card.groups.at(-1)?.rows.push(element);
      card.ids.push(id);
    }
  }
  return cards.map((card, index) => ({
    payload: frame(card.groups.map(toBox), index + 1, cards.length),
    ids: [...new Set(card.ids)],
  }));
}

function toBox(
  { heading, section, rows }: OpenCard['groups'][number],
  index: number,
  groups: OpenCard['groups'],
): Container {
  const before = groups[index - 1]?.section;
  const isNew = section !== undefined && JSON.stringify(section) !== JSON.stringify(before);
  return {
    type: 'Container',
    ...((isNew || section === undefined) && { separator: true }),
    spacing: 'medium',
    items: [...(isNew ? [section] : []), ...heading, ...rows],
  };
}
