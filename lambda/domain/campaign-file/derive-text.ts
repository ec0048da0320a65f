import { convert } from 'html-to-text';
import { HIDDEN_TAG, protectTags } from './protect-tags.ts';

// What is not shown in the HTML has no place in the text: previews and hidden elements.
const HIDDEN = ['.preheader', '[hidden]', '[style*="display:none"]', '[style*="display: none"]', 'title', 'img'];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** The text part of an HTML template, a template too: links as `text [address]`, blocks kept, lines never broken. */
export function deriveText(template: string): string {
  const { html, restore, isValue } = protectTags(template);
  const text = convert(html, {
    wordwrap: false,
    selectors: [
      ...HIDDEN.map((selector) => ({ selector, format: 'skip' })),
      ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['[', ']'] } },
      { selector: 'ul', options: { itemPrefix: '・' } },
      { selector: 'td', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'th', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ],
  });
  // Braces that were entities in the HTML must not become tags here.
  const plain = text.replaceAll('\u00A0', ' ').replace(/(?<!\\)\{\{/g, '\\{{');
  return restore(tidyBlocks(plain, isValue)).trim();
}

/**
 * Line breaks around a block belong into the block, else a block that shows nothing leaves its empty lines behind.
 * Of the breaks around neighbouring block tags only the last stay, as many as the longest; blanks after them go.
 */
function tidyBlocks(text: string, isValue: (index: number) => boolean): string {
  const runs = new RegExp(`(?:[ \\n]|${HIDDEN_TAG.source})+`, 'g');
  return text.replace(runs, (run) => {
    const parts = run.match(new RegExp(`[ \\n]+|${HIDDEN_TAG.source}`, 'g')) ?? [];
    // A value is text; the run is what stands between values.
    const groups: string[][] = [[]];
    for (const part of parts) {
      const index = /\d+/.exec(part)?.[0];
      if (index !== undefined && isValue(Number(index))) groups.push([part], []);
      else groups.at(-1)?.push(part);
    }
    return groups.map(tidyRun).join('');
  });
}

function tidyRun(parts: readonly string[]): string {
  const isBreak = (part: string) => part.includes('\n');
  const last = parts.findLastIndex(isBreak);
  if (last === -1 || parts.length < 2) return parts.join('');
  const longest = Math.max(...parts.map((part) => part.split('\n').length - 1));
  return parts
    .map((part, index) => {
      if (index === last) return '\n'.repeat(longest);
      return isBreak(part) || (index > parts.findIndex(isBreak) && part.trim() === '') ? '' : part;
    })
    .join('');
}
