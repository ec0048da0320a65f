import type { TagProblem } from './check-tags.ts';
import { scanTags } from './scan-tags.ts';

/**
 * A template that cannot be parsed, reduced to the tags that can be judged by themselves: variables, calls and partials,
 * each where it stood. Undefined when a block changes what names mean.
 */
export function separateTags(source: string, problems: readonly TagProblem[]): string | undefined {
  const { tags } = scanTags(source);
  if (tags.some(({ kind, name }) => kind === 'open' && (name === 'each' || name === 'with'))) return undefined;
  const broken = new Set(problems.map(({ offset }) => offset));
  const sound = tags.filter(({ kind, start }) => (kind === 'value' || kind === 'partial') && !broken.has(start));
  let separate = '';
  for (const { start, end } of sound)
    separate += blank(source.slice(separate.length, start)) + source.slice(start, end);
  return separate + blank(source.slice(separate.length));
}

/** Line breaks stay, so that places do. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
