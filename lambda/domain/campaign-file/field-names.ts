import type { Step } from '../campaign/campaign.ts';
import {
  type FieldModel,
  findFields,
  findType,
  type RecordModel,
  type RecordTypeModel,
} from '../records/record-model.ts';
import { fieldsWithId } from '../where/fields-with-id.ts';

/** A field and the type that has it. */
export interface NamedField {
  readonly type: RecordTypeModel;
  readonly field: FieldModel;
}

/** `contract.endDate`, the name that is never ambiguous. */
export function keyName({ type, field }: NamedField): string {
  return `${type.type}.${field.key}`;
}

/** `契約.契約終了日`, as people would write it. */
export function labelName({ type, field }: NamedField): string {
  return `${type.labels[0] ?? type.type}.${field.labels[0] ?? field.key}`;
}

/**
 * The fields that a name may mean: a customer's field by key or label; else `type.field`; else the fields of other
 * types by key or label. A customer's own field wins, as the customer's columns are what people have before them.
 */
export function fieldsNamed(name: string, model: RecordModel): readonly NamedField[] {
  const customer = model.find(({ type }) => type === 'customer');
  const own = customer === undefined ? [] : fieldsOf(customer, name);
  if (own.length > 0) return own;
  const dot = name.indexOf('.');
  const type = dot > 0 ? findType(model, name.slice(0, dot)) : undefined;
  const typed = type === undefined ? [] : fieldsOf(type, name.slice(dot + 1));
  if (typed.length > 0) return typed;
  return model.filter((other) => other !== customer).flatMap((other) => fieldsOf(other, name));
}

/** What a campaign may speak of: `types` are all of them, `steps` lead to those beyond the trigger's path. */
export interface NamesInReach {
  readonly model: RecordModel;
  readonly types: readonly string[];
  readonly steps: readonly Step[];
}

/** The fields within a campaign's reach that a name may mean; those on the path come before those beyond it. */
export function fieldsInReach(name: string, { model, types, steps }: NamesInReach): readonly NamedField[] {
  const inReach = model.filter(({ type }) => types.includes(type));
  const onPath = inReach.filter(({ type }) => !steps.some(({ target }) => target === type));
  const near = fieldsNamed(name, onPath);
  return near.length > 0 ? near : fieldsNamed(name, inReach);
}

/** Every name by which the fields of these types can be called. */
export function knownFieldNames(
  types: readonly RecordTypeModel[],
  accept: (field: FieldModel) => boolean,
): readonly string[] {
  return types.flatMap((type) =>
    fieldsWithId(type)
      .filter(accept)
      .flatMap((field) => {
        const named = { type, field };
        return [...field.labels, ...(type.type === 'customer' ? [field.key] : []), keyName(named), labelName(named)];
      }),
  );
}

function fieldsOf(type: RecordTypeModel, name: string): readonly NamedField[] {
  return findFields({ ...type, fields: fieldsWithId(type) }, name).map((field) => ({ type, field }));
}
