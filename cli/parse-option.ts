import { InvalidArgumentError } from 'commander';
import { isIsoDate } from '../lambda/domain/calendar/plain-date.ts';

/** Reads a date given as an option; commander turns the error into wrong usage. */
export function parseDate(text: string): string {
  if (!isIsoDate(text)) throw new InvalidArgumentError('A date looks like 2027-03-14.');
  return text;
}

/** Reads a whole number from `least` on. */
export function parseWhole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least) throw new InvalidArgumentError(`A whole number from ${least} on.`);
    return value;
  };
}
