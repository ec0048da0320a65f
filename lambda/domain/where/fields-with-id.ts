import type { FieldModel, RecordTypeModel } from '../records/record-model.ts';

/** A type's fields as conditions and templates see them: its id first, then its columns. */
export function fieldsWithId(type: RecordTypeModel): readonly FieldModel[] {
  return [{ key: 'id', labels: type.idLabels, kind: 'text' }, ...type.fields];
}
