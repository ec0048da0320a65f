/** Plain calendar arithmetic of the simulation, on ISO dates and Tokyo's fixed offset. It shares no code with the product. */

const DAY_MS = 86_400_000;
const tokyoMs = 9 * 3_600_000;

/** Japan's holidays near the simulated weeks. */
const holidays = new Set([
  '2027-01-01',
  '2027-01-11',
  '2027-02-11',
  '2027-02-23',
  '2027-03-21',
  '2027-03-22',
  '2028-03-20',
]);

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The date in Tokyo at an instant. */
export function tokyoDate(atMs: number): string {
  return new Date(atMs + tokyoMs).toISOString().slice(0, 10);
}

/** The instant of an hour of a day in Tokyo. */
export function tokyoInstant(date: string, hour = 0): number {
  return Date.parse(`${date}T00:00:00Z`) - tokyoMs + hour * 3_600_000;
}

/** The date itself, or the next one on which people work in Japan. */
export function nextWorkingDay(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const isOff = weekday === 0 || weekday === 6 || holidays.has(date);
  return isOff ? nextWorkingDay(plusDays(date, 1)) : date;
}

/** The date's month and day in a year; 29 February falls on the 28th where there is none. */
export function dayInYear(date: string, year: number): string {
  const inYear = new Date(`${year}-${date.slice(5)}T00:00:00Z`).toISOString().slice(0, 10);
  return inYear.slice(5) === date.slice(5) ? inYear : `${year}-02-28`;
}
