import { type FieldModel, findFields, type RecordModel, type RecordTypeModel } from '../records/record-model.ts';
import type { CelChain } from './cel-expression.ts';
import type { CelKind } from './cel-functions.ts';
import * as messages from './cel-messages.ts';
import type { CelComplaint } from './cel-problem.ts';
import { fieldsWithId } from './fields-with-id.ts';

/** What a condition may name. `types` are those on the path; `hasEvent` = the event's data, too. */
export interface CelNames {
  readonly model: RecordModel;
  readonly types: readonly string[];
  readonly hasEvent: boolean;
}

/** What a chain of names stands for: a variable's value, a record's field, or nothing. `at` = which name is wrong. */
export type CelMeaning =
  | { readonly is: 'variable'; readonly kind: CelKind }
  | { readonly is: 'field'; readonly type: string; readonly field: FieldModel }
  | { readonly is: 'nothing'; readonly at: 'root' | 'field'; readonly complaint: CelComplaint };

/** Finds what a chain stands for among the names that a condition may use. */
export function celMeaning({ name, steps }: CelChain, names: CelNames): CelMeaning {
  const { model, types, hasEvent } = names;
  if (name === 'event' && hasEvent) return { is: 'variable', kind: 'any' };
  if (steps.length === 0 && (name === 'today' || name === 'offset')) return { is: 'variable', kind: 'string' };
  if (steps.length === 0 && name === 'years') return { is: 'variable', kind: 'number' };
  const type = model.find((candidate) => candidate.type === name);
  if (type === undefined || !types.includes(name)) {
    return { is: 'nothing', at: 'root', complaint: unknownName(name, type, names) };
  }
  if (steps.length === 0) return { is: 'nothing', at: 'root', complaint: { message: messages.fieldWanted(name) } };
  const fieldName = steps.map((step) => step.name).join('.');
  const fields = findFields({ ...type, fields: fieldsWithId(type) }, fieldName);
  const [field] = fields;
  if (field === undefined || fields.length > 1) {
    return { is: 'nothing', at: 'field', complaint: unknownField(type, fieldName, fields) };
  }
  return { is: 'field', type: type.type, field };
}

function unknownName(name: string, type: RecordTypeModel | undefined, { types, model }: CelNames): CelComplaint {
  if (type !== undefined) return { message: messages.outOfReach(name, types) };
  const customer = model.find((candidate) => candidate.type === 'customer');
  if (customer !== undefined && findFields(customer, name).length > 0) {
    return { message: messages.customerWanted(name) };
  }
  const known = ['today', 'years', 'offset', ...types];
  return { message: messages.unknownName(name), unknown: { name, known } };
}

function unknownField(type: RecordTypeModel, name: string, found: readonly FieldModel[]): CelComplaint {
  if (found.length > 1) {
    const candidates = found.map((field) => `${type.type}.${field.key}`);
    return { message: messages.ambiguousField(name, candidates) };
  }
  const known = fieldsWithId(type).flatMap((field) => [field.key, ...field.labels]);
  return {
    message: messages.unknownField(type.type, type.labels[0] ?? type.type, name),
    unknown: { name, known },
  };
}
