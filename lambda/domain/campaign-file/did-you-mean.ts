import type { LocalizedText } from '../locale.ts';
import { normalizeLabel } from '../records/record-model.ts';

// Names longer than this are no typing mistakes of ours, and distances cost the product of the lengths.
const MAX_LENGTH = 64;
const MAX_SUGGESTIONS = 3;

/** The known names that a mistyped one may have meant, the nearest first, at most three. */
function nearestNames(name: string, known: Iterable<string>): readonly string[] {
  const wanted = normalizeLabel(name).slice(0, MAX_LENGTH);
  const limit = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
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

/** Steps of typing between two names: a letter more, less, wrong, or changed with its neighbour. A beginning is one step away. */
function distanceTo(typed: string, known: string): number {
  if (typed.length > 1 && known.startsWith(typed)) return typed === known ? 0 : 1;
  const rows: number[][] = [Array.from({ length: known.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= known.length; column++) {
      const at = (up: number, left: number) => (up === 0 ? current : rows[row - up])?.[column - left] ?? 0;
      const isSame = typed[row - 1] === known[column - 1];
      const isSwapped =
        row > 1 && column > 1 && typed[row - 1] === known[column - 2] && typed[row - 2] === known[column - 1];
      current.push(
        Math.min(at(1, 1) + (isSame ? 0 : 1), at(1, 0) + 1, at(0, 1) + 1, isSwapped ? at(2, 2) + 1 : Infinity),
      );
    }
    rows.push(current);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
