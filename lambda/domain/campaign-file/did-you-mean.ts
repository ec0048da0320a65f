import type { LocalizedText } from '../locale.ts';
import { normalizeLabel } from '../records/record-model.ts';

// Names longer than this are no typing mistakes of ours, and distances cost the product of the lengths.
const MAX_LENGTH = 64;
const MAX_SUGGESTIONS = 3;

/** The known names that a mistyped one may have meant, the nearest first, at most three. */
export function nearestNames(name: string, known: Iterable<string>): readonly string[] {
  const wanted = normalizeLabel(name).slice(0, MAX_LENGTH);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return [...new Set(known)]
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, normalizeLabel(candidate).slice(0, MAX_LENGTH)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ candidate }) => candidate);
}

/** 「もしかして: …」, or nothing when no name is near. To be put at the end of a sentence. */
export function didYouMean(name: string, known: Iterable<string>): LocalizedText {
  const names = nearestNames(name, known);
  if (names.length === 0) return { ja: '', en: '' };
  return { ja: `もしかして: ${names.join('、')}`, en: ` Did you mean ${names.join(' or ')}?` };
}

/** Levenshtein's distance, in which a name that begins with the other counts as one step away. */
function distanceTo(left: string, right: string): number {
  if (left === right) return 0;
  if (left.length > 1 && right.length > 1 && (left.startsWith(right) || right.startsWith(left))) return 1;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
