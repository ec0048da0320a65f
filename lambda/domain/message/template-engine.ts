import Handlebars from 'handlebars';
import type { Locale } from '../locale.ts';
import { formatDate } from './format-date.ts';
import { isEmpty } from './is-empty.ts';

/** A compiled template: context in, text out. */
export type Template = (context: object) => string;

/** How many arguments each helper takes, at least and at most. `block` ones enclose text. */
export const helperArguments: Readonly<Record<string, { min: number; max: number; block: boolean }>> = {
  if: { min: 1, max: 1, block: true },
  unless: { min: 1, max: 1, block: true },
  each: { min: 1, max: 1, block: true },
  with: { min: 1, max: 1, block: true },
  lookup: { min: 2, max: 2, block: false },
  formatDate: { min: 1, max: 2, block: false },
  formatNumber: { min: 1, max: 1, block: false },
  default: { min: 2, max: 2, block: false },
  eq: { min: 2, max: 2, block: false },
  ne: { min: 2, max: 2, block: false },
  and: { min: 2, max: 20, block: false },
  or: { min: 2, max: 20, block: false },
  not: { min: 1, max: 1, block: false },
};

const LANGUAGE: Readonly<Record<Locale, string>> = { ja: 'ja-JP', en: 'en-US' };

/** Compiles templates with Fushime's helpers and no others. `isHtml` = values are escaped. */
export function templateEngine(locale: Locale): (source: string, isHtml: boolean) => Template {
  // An instance of its own: what anybody registers elsewhere must not be callable from a mail.
  const engine = Handlebars.create();
  for (const name of Object.keys(engine.helpers)) {
    const isKept = Object.hasOwn(helperArguments, name) || name === 'helperMissing' || name === 'blockHelperMissing';
    if (!isKept) engine.unregisterHelper(name);
  }
  engine.registerHelper(helpers(locale));
  const knownHelpers = Object.fromEntries(Object.keys(helperArguments).map((name) => [name, true]));
  return (source, isHtml) => {
    const template = engine.compile(source, {
      noEscape: !isHtml,
      // Only text parts and subjects count lines: there every line break has been placed on purpose.
      ignoreStandalone: !isHtml,
      knownHelpersOnly: true,
      knownHelpers,
    });
    return (context) =>
      template(context, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false, partials: {} });
  };
}

function helpers(locale: Locale) {
  const numbers = new Intl.NumberFormat(LANGUAGE[locale]);
  return {
    formatDate: (value: unknown, ...rest: readonly unknown[]) =>
      formatDate(value, rest.length > 1 ? rest[0] : undefined, locale),
    formatNumber: (value: unknown) => formatNumber(value, numbers),
    default: (value: unknown, fallback: unknown) => (isEmpty(value) ? fallback : value),
    eq: (left: unknown, right: unknown) => left === right || (!isEmpty(left) && String(left) === String(right)),
    ne: (left: unknown, right: unknown) => left !== right && (isEmpty(left) || String(left) !== String(right)),
    // The last argument of every helper is Handlebars' own.
    and: (...values: readonly unknown[]) => values.slice(0, -1).every((value) => !Handlebars.Utils.isEmpty(value)),
    or: (...values: readonly unknown[]) =>
      values.slice(0, -1).find((value) => !Handlebars.Utils.isEmpty(value)) ?? false,
    not: (value: unknown) => Handlebars.Utils.isEmpty(value),
  };
}

function formatNumber(value: unknown, numbers: Intl.NumberFormat): string {
  if (isEmpty(value)) return '';
  const number = Number(value);
  return Number.isFinite(number) ? numbers.format(number) : String(value);
}
