import type { RecordModel, RecordTypeModel } from '../records/record-model.ts';
import { fieldSteps, fieldsWithId } from '../where/fields-with-id.ts';

/** What a template's name stands for. */
export type Shape =
  | { readonly kind: 'record'; readonly name: string; readonly fields: ReadonlyMap<string, Shape> }
  /** `path` is where a value stands in the message's context; `empty` = for which customers it is empty. */
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly path: readonly string[];
      readonly empty: 'never' | 'sometimes' | 'always';
    }
  /** An event's data, of which nothing is known. `path` is empty where the place is not known either. */
  | { readonly kind: 'any'; readonly name: string; readonly path: readonly string[] };

/** What a template may name. */
export interface ShapeSources {
  readonly model: RecordModel;
  /** Types on the trigger's path, the customer among them. */
  readonly types: readonly string[];
  readonly hasEvent: boolean;
  /** Only yearly triggers know `years`. */
  readonly hasYears: boolean;
}

/** Everything that a template sees at its top, as `messageContext` will build it. */
export function rootShape({ model, types, hasEvent, hasYears }: ShapeSources): Shape {
  const fields = new Map<string, Shape>();
  const customer = model.find(({ type }) => type === 'customer');
  if (customer !== undefined) {
    const own = recordShape(customer, (key) => key);
    for (const [name, shape] of own.fields) fields.set(name, shape);
    for (const name of ['customer', ...customer.labels]) fields.set(name, own);
  }
  for (const type of model.filter((each) => each !== customer && types.includes(each.type))) {
    const shape = recordShape(type, (key) => `${type.type}.${key}`);
    for (const name of [type.type, ...type.labels]) fields.set(name, shape);
  }
  if (hasEvent) fields.set('event', { kind: 'any', name: 'event', path: ['event'] });
  fields.set('years', value('years', ['years'], hasYears ? 'sometimes' : 'always'));
  for (const name of ['offset', 'offsetIso', 'date', 'today', 'daysLeft', 'daysLate', 'unsubscribeUrl']) {
    fields.set(name, value(name, [name], 'never'));
  }
  const sender = ['name', 'address', 'contact'].map(
    (key) => [key, value(`sender.${key}`, ['sender', key], 'never')] as const,
  );
  fields.set('sender', { kind: 'record', name: 'sender', fields: new Map(sender) });
  return { kind: 'record', name: '', fields };
}

/** What a name below a shape stands for; undefined when there is no such name. */
export function member(shape: Shape, name: string): Shape | undefined {
  if (shape.kind === 'record') return shape.fields.get(name);
  if (shape.kind === 'value' || FORBIDDEN.has(name)) return undefined;
  const path = shape.path.length === 0 ? [] : [...shape.path, name];
  return { kind: 'any', name: `${shape.name}.${name}`, path };
}

/** The names below a shape as one would write them, two levels deep. */
export function memberNames(shape: Shape): readonly string[] {
  if (shape.kind !== 'record') return [];
  return [...shape.fields].flatMap(([name, inner]) =>
    inner.kind === 'record' ? [name, ...[...inner.fields.keys()].map((key) => `${name}.${key}`)] : [name],
  );
}

// An event's data comes from outside: its names must not reach what every object has.
const FORBIDDEN = new Set(['constructor', 'prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

function recordShape(type: RecordTypeModel, nameOf: (key: string) => string): Extract<Shape, { kind: 'record' }> {
  const fields = new Map<string, Shape>();
  for (const field of fieldsWithId(type)) {
    const { key, labels } = field;
    const steps = fieldSteps(field);
    const leaf = value(nameOf(key), [type.type, ...steps], key === 'id' ? 'never' : 'sometimes');
    for (const label of labels) fields.set(label, leaf);
    putNested(fields, steps, leaf, '');
  }
  return { kind: 'record', name: type.type, fields };
}

function putNested(
  fields: Map<string, Shape>,
  [first = '', ...rest]: readonly string[],
  leaf: Shape,
  above: string,
): void {
  if (rest.length === 0) {
    fields.set(first, leaf);
    return;
  }
  const known = fields.get(first);
  const name = above + first;
  const inner = new Map(known?.kind === 'record' ? known.fields : []);
  putNested(inner, rest, leaf, `${name}.`);
  fields.set(first, { kind: 'record', name, fields: inner });
}

function value(name: string, path: readonly string[], empty: 'never' | 'sometimes' | 'always'): Shape {
  return { kind: 'value', name, path, empty };
}
