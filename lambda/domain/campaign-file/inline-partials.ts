import { closingTags, scanTags } from './scan-tags.ts';

/**
 * A template with every partial, and every partial block's content, in its place, and without comments. Only for
 * templates that were checked: nothing may be missing, take arguments or call itself.
 */
export function inlinePartials(source: string, partials: ReadonlyMap<string, string>, content = ''): string {
  const { tags } = scanTags(source);
  const closing = closingTags(tags);
  let result = '';
  let position = 0;
  for (const tag of tags) {
    if (tag.start < position) continue;
    const end = tag.kind === 'partial-block' ? closing.get(tag) : undefined;
    const replacement = replace(tag.kind, tag.name, source.slice(tag.end, end?.start ?? tag.end), partials, content);
    if (replacement === undefined) continue;
    result += source.slice(position, tag.start) + replacement;
    position = end?.end ?? tag.end;
  }
  return result + source.slice(position);
}

function replace(
  kind: string,
  name: string,
  inner: string,
  partials: ReadonlyMap<string, string>,
  content: string,
): string | undefined {
  if (kind === 'comment') return '';
  if (kind === 'partial' && name === '@partial-block') return content;
  if (kind !== 'partial' && kind !== 'partial-block') return undefined;
  return inlinePartials(partials.get(name) ?? '', partials, inlinePartials(inner, partials, content));
}
