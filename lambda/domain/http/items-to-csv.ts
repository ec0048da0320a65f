import { stringify } from 'csv-stringify/sync';
import { findFields, normalizeLabel, type RecordTypeModel } from '../records/record-model.ts';
import { readColumnName } from './read-column-name.ts';

/** A list item as JSON has it. */
export type ListItem = Readonly<Record<string, unknown>>;

// What SharePoint adds to every item: who and when it was last touched says nothing of a customer.
const systemColumns: ReadonlySet<string> = new Set([
  'Author',
  'Editor',
  'Created',
  'Modified',
  'ComplianceAssetId',
  'ItemInternalId',
]);
const emailSuffix = 'メールアドレス';

/**
 * Writes list items as a CSV file (UTF-8): the union of their keys is the heading, as "Get items" leaves empty columns
 * out. Choices and lookups become their text, people their name, or their address where the type wants one; people whose
 * column has one for the address beside it in the type (担当者メールアドレス) fill both.
 */
export function itemsToCsv(type: RecordTypeModel, items: readonly ListItem[]): string {
  const headings = new Map<string, number>();
  const rows = items.map((item) => {
    const cells = new Map<string, string>();
    for (const [key, value] of Object.entries(item)) {
      for (const [heading, text] of cellsOf(type, key, value)) {
        if (!headings.has(heading)) headings.set(heading, headings.size);
        cells.set(heading, text);
      }
    }
    return cells;
  });
  const heading = [...headings.keys()];
  return stringify([heading, ...rows.map((cells) => heading.map((one) => cells.get(one) ?? ''))], {
    record_delimiter: '\r\n',
    quoted: true,
  });
}

function cellsOf(type: RecordTypeModel, key: string, value: unknown): readonly (readonly [string, string])[] {
  const heading = readColumnName(type, key);
  // `{Link}`, `@odata.etag`, `Status#Id`, `Tags@odata.type`: about the item, not of it.
  if (/^\{.*\}$|@odata\.|#(?:Id|Claims)$/.test(heading)) return [];
  if (systemColumns.has(heading) && !isKnown(type, heading)) return [];
  const email = `${heading}${emailSuffix}`;
  return [
    [heading, textOf(value, wantsEmail(type, heading))],
    ...(wantsEmail(type, email) && hasPeople(value) ? [[email, textOf(value, true)] as const] : []),
  ];
}

function textOf(value: unknown, asEmail: boolean): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value))
    return value
      .map((one) => textOf(one, asEmail))
      .filter((one) => one !== '')
      .join(';');
  if (!isObject(value)) return String(value);
  if (isPerson(value)) return text(asEmail ? value.Email : (value.DisplayName ?? value.Email));
  if ('Value' in value) return textOf(value.Value, asEmail);
  return JSON.stringify(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isPerson(value: Readonly<Record<string, unknown>>): boolean {
  return 'Claims' in value || ('Email' in value && 'DisplayName' in value);
}

function hasPeople(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasPeople) : isObject(value) && isPerson(value);
}

function wantsEmail(type: RecordTypeModel, heading: string): boolean {
  return findFields(type, heading).some(({ kind }) => kind === 'email');
}

function isKnown(type: RecordTypeModel, heading: string): boolean {
  const name = normalizeLabel(heading);
  return findFields(type, heading).length > 0 || type.idLabels.some((label) => normalizeLabel(label) === name);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
