/** What a column holds, and so how its text is read. */
export type FieldKind = 'text' | 'email' | 'url' | 'date' | 'boolean' | 'number' | 'reference';

/** One field of a record type. `labels` are the column headings that name it, the first one being shown to people. */
export interface FieldModel {
  readonly key: string;
  readonly labels: readonly string[];
  readonly kind: FieldKind;
  /** For a reference: the type that it points to. */
  readonly target?: string;
  /** For a date: the day on which somebody was born. Imports look at such dates more closely. */
  readonly isBirthday?: true;
}

/** One kind of record. `files` are the file names (without extension) that hold it. Its `id` column is not among `fields`. */
export interface RecordTypeModel {
  readonly type: string;
  readonly labels: readonly string[];
  readonly files: readonly string[];
  readonly idLabels: readonly string[];
  readonly fields: readonly FieldModel[];
}

/** Every record type that a stage knows. `customer` is always among them. */
export type RecordModel = readonly RecordTypeModel[];

/** The form in which labels and file names are compared: full- and half-width alike, no outer blanks, case ignored. */
export function normalizeLabel(label: string): string {
  return label.normalize('NFKC').trim().toLowerCase();
}

/** The type called `name` by its key or one of its labels. */
export function findType(model: RecordModel, name: string): RecordTypeModel | undefined {
  const wanted = normalizeLabel(name);
  return model.find((type) => type.type === name || type.labels.some((label) => normalizeLabel(label) === wanted));
}

/** The fields of a type called `name` by key or label; more than one when a label is ambiguous. */
export function findFields(type: RecordTypeModel, name: string): readonly FieldModel[] {
  const byKey = type.fields.filter((field) => field.key === name);
  if (byKey.length > 0) return byKey;
  const wanted = normalizeLabel(name);
  return type.fields.filter((field) => field.labels.some((label) => normalizeLabel(label) === wanted));
}
