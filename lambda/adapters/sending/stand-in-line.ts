import { placesInLine } from '../../domain/sending/places-in-line.ts';
import type { Clock, SendingLine } from '../../ports.ts';

/** When each mail may leave, undefined for one that cannot in time; `fromMs` = where the line began or would begin. */
export interface PlacesInLine {
  readonly placesMs: readonly (number | undefined)[];
  readonly fromMs: number;
}

const tries = 5;

/** Takes places for mails of which each can wait so long, as many as fit, in one stretch. All in milliseconds. */
export async function standInLine(
  { line, clock }: { readonly line: SendingLine; readonly clock: Clock },
  patienceMs: readonly number[],
  spacingMs: number,
): Promise<PlacesInLine> {
  let fromMs = clock.nowMs();
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const nowMs = clock.nowMs();
    fromMs = Math.max(fromMs, nowMs);
    const latestMs = patienceMs.map((ms) => nowMs + ms);
    const placesMs = placesInLine(latestMs, fromMs, spacingMs);
    const sparesMs = placesMs.flatMap((atMs, index) => (atMs === undefined ? [] : (latestMs[index] ?? atMs) - atMs));
    if (sparesMs.length === 0) break;
    // The line may be longer than thought, as long as all of them still come in time.
    const spanMs = spacingMs * sparesMs.length;
    const joined = await line.join({ nowMs, spanMs, latestMs: fromMs + Math.min(...sparesMs) });
    fromMs = joined.fromMs;
    if (joined.taken) return { placesMs: placesInLine(latestMs, fromMs, spacingMs), fromMs };
  }
  return { placesMs: patienceMs.map(() => undefined), fromMs };
}
