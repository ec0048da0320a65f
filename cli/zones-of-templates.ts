import { isTimeZone } from '../lambda/domain/calendar/zone.ts';
import type { BucketFile } from '../lambda/ports.ts';

const ZONE_LINE = /^timeZone:[ \t]*["']?([\w+/-]+)/m;

/** The zones that campaigns run in, the stage's first. A misspelt one is left for publishing to complain of. */
export function zonesOfTemplates(files: readonly BucketFile[], stageZone: string): readonly string[] {
  const named = files.map(({ text }) => ZONE_LINE.exec(text)?.[1]).filter((zone) => zone !== undefined);
  return [...new Set([stageZone, ...named.filter(isTimeZone)])];
}
