import { normalizeLabel, type RecordTypeModel } from '../records/record-model.ts';

const maxInternalChars = 32;

/**
 * A column's heading from SharePoint's internal name, which writes letters as `_x9867_` and ends after 32 characters, in
 * the middle of a letter if need be. A name that was cut is the one label of the type that begins like it.
 */
export function readColumnName(type: RecordTypeModel, name: string): string {
  const decoded = name.replace(/_x([0-9a-f]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  if (decoded === name || name.length < maxInternalChars) return decoded;
  const begin = normalizeLabel(decoded.replace(/_(?:x[0-9a-f]{0,4})?$/i, ''));
  const labels = [...type.idLabels, ...type.fields.flatMap((field) => field.labels)];
  const meant = labels.filter((label) => normalizeLabel(label).startsWith(begin));
  return meant.length === 1 ? (meant[0] ?? decoded) : decoded;
}
