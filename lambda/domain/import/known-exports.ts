/**
 * What SharePoint, Power Automate and Exment write that is no plain table: read here, and nowhere else. Sources: Exment's
 * DefaultTableProvider and ViewProvider (github.com/exceedone/exment, src/Services/DataImportExport/Providers/Export);
 * SharePoint's encoded internal names of at most 32 characters; `;#` of its lookups ([MS-WSSTS] 2.3); the expanded references
 * and users of the SharePoint connector.
 */

/** True for the line that SharePoint's "CSV with schema" has before its headings. It is as long as the list has columns, and no CSV. */
export function isSchemaLine(line: string): boolean {
  return /^\uFEFF?"?ListSchema=/.test(line);
}

/** What a heading may be called: as it is written, then as those programs mean it. `isCut`: the end of the last name is missing. */
export interface HeadingNames {
  readonly names: readonly string[];
  readonly isCut: boolean;
}

const MAX_INTERNAL_CHARS = 32;

/**
 * The names of a heading: `value.name` (Exment) is also `name`, `Status/Value` (OData) also `Status`, and an internal
 * name such as `_x6c0f__x540d_` (SharePoint) or `OData__x6c0f__x540d_` (Power Automate) also 氏名.
 */
export function headingNames(heading: string): HeadingNames {
  const plain = heading.replace(/^value\.(?=.)/, '').replace(/(?<=.)\/Value$/, '');
  const internal = plain.replace(/^OData_(?=_x[0-9a-f]{4}_)/i, '');
  const decoded = decodeInternalName(internal);
  const names = [...new Set([heading, plain, decoded])];
  // A letter of Japanese takes seven characters, so that the limit cuts off most labels after the fourth.
  return { names, isCut: decoded !== internal && internal.length >= MAX_INTERNAL_CHARS - 1 };
}

function decodeInternalName(name: string): string {
  if (!/_x[0-9a-f]{4}_/i.test(name)) return name;
  const whole =
    name.length < MAX_INTERNAL_CHARS - 1
      ? name
      : name.replace(/_(?:x[0-9a-f]{0,4})?$/i, (end) => (/^_x[0-9a-f]{4}$/i.test(end) ? `${end}_` : ''));
  return whole.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Which part of a person is wanted from a cell that holds one. */
export type WantedPart = 'name' | 'address';

/**
 * The value that a cell stands for: `有効;#3` and `{"@odata.type":…,"Value":"有効"}` mean 有効, `="0123"` and `'0123` mean
 * 0123. Several of them are joined with `;`. Any other text is as it was.
 */
export function exportedValue(cell: string, wanted: WantedPart = 'name'): string {
  const text = cell.trim();
  const protectedText = /^="([^"]*)"$/.exec(text)?.[1] ?? /^'([=+\-@].*|[\d０-９][\d０-９\-./:]*)$/s.exec(text)?.[1];
  if (protectedText !== undefined) return protectedText;
  if (text.includes(';#')) return lookupValue(text);
  if (/^(?:\{|\[\s*\{)/.test(text)) return expandedValue(text, wanted);
  return cell;
}

/** `値;#3`, `甲;#1;#乙;#2` as lists show them, `3;#値` as the API does, `;#甲;#乙;#` of several choices. */
function lookupValue(text: string): string {
  const parts = text.split(';#');
  if (parts[0] === '' && parts.at(-1) === '') return parts.slice(1, -1).join(';');
  const isId = (part: string) => /^-?\d+$/.test(part);
  const pairs = Array.from({ length: parts.length / 2 }, (_, index) => parts.slice(index * 2, index * 2 + 2));
  if (parts.length % 2 !== 0) return text;
  if (pairs.every(([, id = '']) => isId(id))) return pairs.map(([value]) => value).join(';');
  if (pairs.every(([id = '']) => isId(id))) return pairs.map(([, value]) => value).join(';');
  return text;
}

function expandedValue(text: string, wanted: WantedPart): string {
  try {
    const parsed: unknown = JSON.parse(text);
    const values = (Array.isArray(parsed) ? parsed : [parsed]).map((each) => partOf(each, wanted));
    return values.every((value) => value !== undefined) ? values.join(';') : text;
  } catch {
    return text;
  }
}

function partOf(value: unknown, wanted: WantedPart): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const parts = new Map<string, unknown>(Object.entries(value));
  const part = parts.get('Value') ?? parts.get(wanted === 'address' ? 'Email' : 'DisplayName');
  return typeof part === 'string' ? part : undefined;
}
