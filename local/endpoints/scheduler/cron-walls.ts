import { Cron } from 'croner';
import { invalid } from './scheduler-error.ts';

/** Finds the first wall-clock time after `wallMs` that an expression names; wall-clock times are counted as if in UTC. */
export type NextWall = (wallMs: number) => number | undefined;

const fieldNames = ['minutes', 'hours', 'day-of-month', 'month', 'day-of-week', 'year'] as const;
// What each field of AWS's cron may be written with; croner would take more.
const fieldSyntax: readonly RegExp[] = [
  /^[\d*,/-]+$/,
  /^[\d*,/-]+$/,
  /^(\?|L|LW|\d{1,2}W|[\d*,/-]+)$/,
  /^[\dA-Z*,/-]+$/,
  /^(\?|L|[\dA-Z,*/#-]+)$/,
  /^[\d*,/-]+$/,
];

/**
 * Reads the six fields of AWS's `cron(…)` (docs.aws.amazon.com/scheduler, "Schedule types"): days of the week count
 * from SUN = 1, and exactly one of the two day fields is `?`. Throws a ValidationException.
 */
export function parseCron(text: string): NextWall {
  const fields = text.trim().toUpperCase().split(/\s+/);
  if (fields.length !== fieldNames.length) {
    throw invalid(`Invalid Schedule Expression cron(${text}): a cron expression has six fields.`);
  }
  for (const [index, name] of fieldNames.entries()) {
    const value = fields[index] ?? '';
    if (!fieldSyntax[index]?.test(value))
      throw invalid(`Invalid Schedule Expression cron(${text}): ${name} "${value}".`);
  }
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields;
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw invalid(
      `Invalid Schedule Expression cron(${text}): exactly one of day-of-month and day-of-week must be "?".`,
    );
  }
  // croner would take 8 for the day after SAT; what follows # or / is no day.
  if (dayOfWeek?.match(/(?<![\d#/])\d+/g)?.some((day) => Number(day) < 1 || Number(day) > 7)) {
    throw invalid(`Invalid Schedule Expression cron(${text}): days of the week are 1 to 7.`);
  }
  const years = (year?.match(/\d+/g) ?? []).slice(0, year?.includes('/') ? 1 : undefined).map(Number);
  if (years.some((value) => value < 1970 || value > 2199)) {
    throw invalid(`Invalid Schedule Expression cron(${text}): the year must be from 1970 to 2199.`);
  }
  const days = `${star(dayOfMonth)} ${month} ${dayOfWeek === 'L' ? 'SAT' : star(dayOfWeek)}`;
  try {
    const cron = new Cron(`0 ${minutes} ${hours} ${days} ${year}`, {
      mode: '7-part',
      timezone: 'UTC',
      alternativeWeekdays: true,
      sloppyRanges: true,
      paused: true,
    });
    return (wallMs) => {
      const next = cron.nextRun(new Date(wallMs))?.getTime();
      return next !== undefined && next < endOfYearsMs ? next : undefined;
    };
  } catch {
    throw invalid(`Invalid Schedule Expression cron(${text}).`);
  }
}

const endOfYearsMs = Date.UTC(2200, 0, 1);

function star(field: string | undefined): string {
  return field === undefined || field === '?' ? '*' : field;
}
