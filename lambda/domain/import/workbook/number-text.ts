import { excelDate, excelTime } from './excel-date.ts';
import type { NumberFormat } from './number-format.ts';

const inFull = new Intl.NumberFormat('en-US', { useGrouping: false, maximumSignificantDigits: 15 });

/** A number as text: a date or time where it is shown as one, else its digits in full. What cannot be shown stays digits. */
export function numberText(number: number, format: NumberFormat, is1904: boolean): string {
  switch (format.shows) {
    case 'date':
      return excelDate(number, is1904, false) ?? digits(number);
    case 'date-time':
      return excelDate(number, is1904, true) ?? digits(number);
    case 'time':
      // A day with it, though not shown, is a moment of that day.
      return (number < 1 ? excelTime(number) : excelDate(number, is1904, true)) ?? digits(number);
    case 'elapsed':
      return excelTime(number) ?? digits(number);
    case 'zeros':
      return masked(digits(number), format);
    case 'number':
      return digits(number);
  }
}

/** As Excel would show it in a wide column: 15 digits, no exponent (1.0E+15 is an id, too). */
function digits(number: number): string {
  const text = String(Number(number.toPrecision(15)));
  return text.includes('e') ? inFull.format(number) : text;
}

function masked(text: string, { mask, prefix }: Extract<NumberFormat, { readonly shows: 'zeros' }>): string {
  if (!/^\d+$/.test(text)) return text;
  const places = mask.replaceAll('-', '').length;
  const rest = [...text.padStart(places, '0')].reverse();
  const shown = [...mask].reverse().map((sign) => (sign === '-' ? '-' : (rest.shift() ?? '')));
  return prefix + [...shown, ...rest].reverse().join('');
}
