import { normalizeLabel, type RecordModel } from '../records/record-model.ts';

/** The record model with the columns that imports have brought beyond it, as text fields whose key is their label. */
export function extendModel(
  model: RecordModel,
  extraColumns: Readonly<Record<string, readonly string[]>>,
): RecordModel {
  return model.map((type) => {
    const known = new Set(
      [...type.idLabels, ...type.fields.flatMap(({ key, labels }) => [key, ...labels])].map(normalizeLabel),
    );
    const extra = (extraColumns[type.type] ?? []).filter((label) => !known.has(normalizeLabel(label)));
    const fields = [...new Set(extra)].map((label) => ({ key: label, labels: [label], kind: 'text' as const }));
    return fields.length === 0 ? type : { ...type, fields: [...type.fields, ...fields] };
  });
}
