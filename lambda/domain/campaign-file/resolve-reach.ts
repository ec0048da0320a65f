import type { DatePath } from '../campaign/campaign.ts';
import type { LocalizedText } from '../locale.ts';
import { type FieldModel, findType, type RecordModel, type RecordTypeModel } from '../records/record-model.ts';
import { didYouMean } from './did-you-mean.ts';

/** How records of a type lead to customers, or why they do not. */
export function resolveReach(
  base: RecordTypeModel,
  through: string | undefined,
  model: RecordModel,
): DatePath['reach'] | LocalizedText {
  if (through !== undefined) return reachThrough(base, through, model);
  if (base.type === 'customer') return { kind: 'self' };
  const reference = referenceTo(base, 'customer');
  return reference === undefined ? noPath(base, model) : { kind: 'reference', field: reference.key };
}

function reachThrough(base: RecordTypeModel, through: string, model: RecordModel): DatePath['reach'] | LocalizedText {
  if (base.type === 'customer') {
    return { ja: '顧客の日付に through は要りません。', en: 'A date of the customer needs no through.' };
  }
  const joining = findType(model, through);
  if (joining === undefined) {
    const hint = didYouMean(
      through,
      model.flatMap(({ type, labels }) => [type, ...labels]),
    );
    return {
      ja: `${through} という種類のレコードはありません。${hint.ja}`,
      en: `There is no record type ${through}.${hint.en}`,
    };
  }
  const customer = referenceTo(joining, 'customer');
  if (customer === undefined) {
    return { ja: `${joining.type} は顧客を指していません。`, en: `${joining.type} has no reference to a customer.` };
  }
  const own = referenceTo(joining, base.type);
  if (own !== undefined) return throughOf(joining, own, base.type, customer, undefined);
  for (const meets of joining.fields.filter((field) => field.kind === 'reference' && field.target !== 'customer')) {
    const baseField = meets.target === undefined ? undefined : referenceTo(base, meets.target);
    if (baseField !== undefined && meets.target !== undefined)
      return throughOf(joining, meets, meets.target, customer, baseField);
  }
  return {
    ja: `${joining.type} と ${base.type} は、同じレコードを指していません。`,
    en: `${joining.type} and ${base.type} have no record in common.`,
  };
}

function throughOf(
  joining: RecordTypeModel,
  meets: FieldModel,
  target: string,
  customer: FieldModel,
  baseField: FieldModel | undefined,
): DatePath['reach'] {
  return {
    kind: 'through',
    type: joining.type,
    meets: { field: meets.key, target },
    ...(baseField !== undefined && { baseField: baseField.key }),
    customerField: customer.key,
  };
}

/** A type's reference to another; where there are several, the one called like its target, or else the first. */
function referenceTo(type: RecordTypeModel, target: string): FieldModel | undefined {
  const references = type.fields.filter((field) => field.kind === 'reference' && field.target === target);
  return references.find(({ key }) => key === target) ?? references[0];
}

function noPath(base: RecordTypeModel, model: RecordModel): LocalizedText {
  const joining = model.filter(
    (type) => type !== base && type.type !== 'customer' && 'kind' in reachThrough(base, type.type, model),
  );
  const label = base.labels[0] ?? base.type;
  const example = joining.map(({ type }) => `through: ${type}`);
  return {
    ja: `${label}（${base.type}）からは顧客をたどれません。${example.length > 0 ? `${example.join(' か ')} を加えてください。` : ''}`,
    en: `${base.type} does not lead to customers.${example.length > 0 ? ` Add ${example.join(' or ')}.` : ''}`,
  };
}
