import { type FieldModel, normalizeLabel, type RecordModel, type RecordTypeModel } from './record-model.ts';

/** Names that templates and conditions have for other things. */
const RESERVED = [
  ...['event', 'years', 'offset', 'offsetIso', 'date', 'today', 'daysLeft', 'daysLate', 'unsubscribeUrl', 'sender'],
  ...['true', 'false', 'null', 'in', 'this', 'id'],
];
const TYPE_KEY = /^[a-z][A-Za-z0-9]{0,31}$/;
const FIELD_KEY = /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*$/;
/** Fields that the product itself looks at, and what they must hold. */
const OWN_FIELDS = {
  email: 'email',
  'owner.email': 'email',
  stopped: 'boolean',
  approvalRequired: 'boolean',
  consent: 'boolean',
} as const;

/** What is wrong with a record model, each in a sentence that says what to change; empty when it is sound. */
export function checkRecordModel(model: RecordModel): readonly string[] {
  const customer = model.find(({ type }) => type === 'customer');
  return [
    ...(customer === undefined
      ? ['There is no type "customer": start from defaultRecordModel and add to it.']
      : checkCustomer(customer)),
    ...model.flatMap((type) => checkType(type, model, customer)),
    ...namesTwice(
      // A file is also known by what its type is called.
      model.map(({ type, labels, files }) => [type, ...labels, ...files]),
      (name) =>
        `Two types are called "${name}" or read from files of that name: give each its own key, labels and files.`,
    ),
    ...model
      .flatMap(({ files }) => files)
      .filter((file) => normalizeLabel(file) === 'events')
      .map((file) => `The file name "${file}" is that of events: choose another one.`),
  ];
}

function checkCustomer(customer: RecordTypeModel): readonly string[] {
  const wrong = Object.entries(OWN_FIELDS).flatMap(([key, kind]) => {
    const field = customer.fields.find((each) => each.key === key);
    if (field === undefined || field.kind === kind) return [];
    return [`Field "customer.${key}" must be of kind ${kind}, not ${field.kind}: the product itself looks at it.`];
  });
  const hasEmail = customer.fields.some(({ key }) => key === 'email');
  const noEmail = 'Type "customer" has no field "email" of kind email: nobody could be mailed.';
  const dates = customer.fields.filter(({ key, kind }) => key.startsWith('lastSent.') && kind !== 'date');
  return [
    ...(hasEmail ? [] : [noEmail]),
    ...wrong,
    ...dates.map(({ key }) => `Field "customer.${key}" must be of kind date: it says when an earlier system sent.`),
  ];
}

function checkType(
  type: RecordTypeModel,
  model: RecordModel,
  customer: RecordTypeModel | undefined,
): readonly string[] {
  const name = `Type "${type.type}"`;
  const problems: string[] = [];
  if (!TYPE_KEY.test(type.type)) {
    problems.push(
      `${name}: its key must be a lower-case letter and then up to 31 letters and digits, such as "product".`,
    );
  }
  if (type.labels.length === 0) problems.push(`${name} has no label: say what people call it.`);
  if (type.idLabels.length === 0) problems.push(`${name} has no idLabels: say which column holds its id.`);
  for (const each of [type.type, ...type.labels]) {
    if (RESERVED.includes(each))
      problems.push(`${name}: "${each}" means something else in campaigns. Choose another name.`);
    if (customer !== undefined && customer !== type && isOtherField(customer, each, type)) {
      problems.push(
        `${name}: "${each}" is also a field of the customer, so that {{${each}}} could be either. Rename one.`,
      );
    }
  }
  const columns = namesTwice(
    [type.idLabels, ...type.fields.map(({ key, labels }) => [key, ...labels])],
    (label) => `${name}: two columns are called "${label}". Each label may name one field only.`,
  );
  return [...problems, ...columns, ...type.fields.flatMap((field) => checkField(type, field, model))];
}

/** A reference to the very type may be called like it: its name then means the record. */
function isOtherField(customer: RecordTypeModel, name: string, { type }: RecordTypeModel): boolean {
  const wanted = normalizeLabel(name);
  return customer.fields.some(
    ({ key, labels, target }) => target !== type && [key, ...labels].some((each) => normalizeLabel(each) === wanted),
  );
}

function checkField(
  type: RecordTypeModel,
  { key, labels, kind, target }: FieldModel,
  model: RecordModel,
): readonly string[] {
  const name = `Field "${type.type}.${key}"`;
  const problems: string[] = [];
  if (!FIELD_KEY.test(key)) {
    problems.push(`${name}: a key is made of letters and digits, with dots between its parts, such as "owner.name".`);
  }
  if (key === 'id') problems.push(`${name}: the id is not a field. Name its column in idLabels.`);
  if (labels.length === 0) problems.push(`${name} has no label: say how its column is headed.`);
  if (type.type === 'customer' && key !== 'id') {
    const taken = [key, ...labels].filter((each) => RESERVED.includes(each));
    problems.push(...taken.map((each) => `${name}: "${each}" means something else in campaigns. Choose another name.`));
  }
  if (type.fields.some((other) => other.key.startsWith(`${key}.`))) {
    problems.push(`${name}: other keys begin with "${key}.". A key is either a value or a group of values.`);
  }
  if (kind !== 'reference') {
    if (target !== undefined) problems.push(`${name} has a target, but is no reference: take the target away.`);
  } else if (target === undefined) {
    problems.push(`${name} is a reference without a target: say to which type it points.`);
  } else if (!model.some((other) => other.type === target)) {
    const known = model.map((other) => other.type).join(', ');
    problems.push(`${name} points to "${target}", which is no type. There are ${known}.`);
  }
  return problems;
}

/** A sentence for each name that two of the lists have, full- and half-width alike. */
function namesTwice(lists: readonly (readonly string[])[], sentence: (name: string) => string): readonly string[] {
  const seen = new Set<string>();
  const told = new Map<string, string>();
  for (const names of lists) {
    for (const name of names) if (seen.has(normalizeLabel(name))) told.set(normalizeLabel(name), name);
    for (const name of names) seen.add(normalizeLabel(name));
  }
  return [...told.values()].map(sentence);
}
