/**
 * When each of several mails may leave if the first goes at `fromMs` and the others follow at the spacing: undefined for
 * one whose place would come after `latestMs`. Who can wait least goes first. All in milliseconds.
 */
export function placesInLine(
  latestMs: readonly number[],
  fromMs: number,
  spacingMs: number,
): readonly (number | undefined)[] {
  const places = new Map<number, number>();
  let nextMs = fromMs;
  for (const [index, latest] of [...latestMs.entries()].sort(([, a], [, b]) => a - b)) {
    if (nextMs > latest) continue;
    places.set(index, nextMs);
    nextMs += spacingMs;
  }
  return latestMs.map((_, index) => places.get(index));
}
