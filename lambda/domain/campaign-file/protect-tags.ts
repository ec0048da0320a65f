import { scanTags, type Tag } from './scan-tags.ts';

/** A template whose tags are hidden from tools that read HTML, and the way back. */
export interface ProtectedTemplate {
  readonly html: string;
  readonly restore: (text: string) => string;
  /** Whether the tag under a mark writes a value; else it begins, parts or ends a block. */
  readonly isValue: (index: number) => boolean;
}

// Noncharacters: Unicode keeps them for a program's own use, so no text contains them.
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';
/** Finds a hidden tag; its first group is the tag's index. An attribute's name comes back with an empty value. */
export const HIDDEN_TAG = new RegExp(`${OPEN}(\\d+)${CLOSE}(?:="")?`, 'g');

/** Puts a mark in the place of each tag of a template. */
export function protectTags(template: string): ProtectedTemplate {
  const source = template.replaceAll(OPEN, '').replaceAll(CLOSE, '');
  const kinds = new Map<string, Tag['kind']>();
  let html = '';
  let position = 0;
  for (const { kind, start, end } of scanTags(source).tags) {
    const raw = source.slice(start, end);
    kinds.set(raw, kind);
    // The same tag has the same mark, so that a link's address can be seen to be its text.
    html += `${source.slice(position, start)}${OPEN}${[...kinds.keys()].indexOf(raw)}${CLOSE}`;
    position = end;
  }
  html += source.slice(position);
  const texts = [...kinds.keys()];
  const restore = (text: string) => text.replace(HIDDEN_TAG, (_, index) => texts[Number(index)] ?? '');
  return { html, restore, isValue: (index) => kinds.get(texts[index] ?? '') === 'value' };
}
