import { headingNames } from '../import/known-exports.ts';
import { normalizeLabel, type RecordTypeModel } from '../records/record-model.ts';

/** A column's heading from SharePoint's internal name. One that was cut is the only label of the type that begins like it, if there is one. */
export function readColumnName(type: RecordTypeModel, name: string): string {
  const { names, isCut } = headingNames(name);
  const decoded = names.at(-1) ?? name;
  if (!isCut) return decoded;
  const labels = [...type.idLabels, ...type.fields.flatMap((field) => field.labels)];
  const meant = labels.filter((label) => normalizeLabel(label).startsWith(normalizeLabel(decoded)));
  return meant.length === 1 ? (meant[0] ?? decoded) : decoded;
}
