import type { FieldModel, RecordTypeModel } from '../records/record-model.ts';

/** A type's fields as conditions and templates see them: its id first, then its columns. */
export function fieldsWithId(type: RecordTypeModel): readonly FieldModel[] {
  return [{ key: 'id', labels: type.idLabels, kind: 'text' }, ...type.fields];
}

/** Where a field stands below its record: `owner.name` in two steps. A column kept under its own label is one, dots and all. */
export function fieldSteps({ key, labels }: FieldModel): readonly string[] {
  return labels.includes(key) ? [key] : key.split('.');
}
