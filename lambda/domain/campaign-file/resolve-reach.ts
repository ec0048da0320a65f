import type { DatePath, Hop } from '../campaign/campaign.ts';
import type { LocalizedText } from '../locale.ts';
import { findType, type RecordModel, type RecordTypeModel } from '../records/record-model.ts';
import { hopsTo, stepsFrom } from '../records/steps-from.ts';
import { didYouMean } from './did-you-mean.ts';

/** How records of a type lead to customers, by the shortest way, or why they do not. */
export function resolveReach(
  base: RecordTypeModel,
  through: string | undefined,
  model: RecordModel,
): DatePath['reach'] | LocalizedText {
  if (through !== undefined) return reachThrough(base, through, model);
  if (base.type === 'customer') return { kind: 'self' };
  const hops = hopsTo(stepsFrom(model, [base.type]), 'customer');
  const last = hops?.at(-1);
  if (hops === undefined || last === undefined) return noPath(base, model);
  return { kind: 'reference', field: last.field, ...optional('via', hops.slice(0, -1)) };
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
  const owner = hopsTo(stepsFrom(model, [joining.type]), 'customer');
  const customer = owner?.at(-1);
  if (owner === undefined || customer === undefined) {
    return { ja: `${joining.type} は顧客を指していません。`, en: `${joining.type} has no reference to a customer.` };
  }
  const met = meetingOf(base, joining, model);
  const meets = met?.joins.at(-1);
  if (met === undefined || meets === undefined) {
    return {
      ja: `${joining.type} と ${base.type} は、同じレコードを指していません。`,
      en: `${joining.type} and ${base.type} have no record in common.`,
    };
  }
  const baseField = met.via.at(-1)?.field;
  return {
    ...{ kind: 'through', type: joining.type, meets, ...optional('joins', met.joins.slice(0, -1)) },
    ...(baseField !== undefined && { baseField }),
    ...optional('via', met.via.slice(0, -1)),
    customerField: customer.field,
    ...optional('customerVia', owner.slice(0, -1)),
  };
}

/** The references from the joining type (`joins`) and from the base (`via`) to the record that both know, by the shortest way. */
function meetingOf(
  base: RecordTypeModel,
  joining: RecordTypeModel,
  model: RecordModel,
): { readonly joins: readonly Hop[]; readonly via: readonly Hop[] } | undefined {
  // A customer whom both point to is the same person, but says nothing of what one has to do with the other.
  const others = model.filter(({ type }) => type !== 'customer');
  const fromJoining = stepsFrom(others, [joining.type]);
  const fromBase = stepsFrom(others, [base.type]);
  const ways = fromJoining.flatMap(({ target }) => {
    const joins = hopsTo(fromJoining, target);
    const via = target === base.type ? [] : hopsTo(fromBase, target);
    return joins === undefined || via === undefined ? [] : [{ joins, via }];
  });
  const length = ({ joins, via }: (typeof ways)[number]) => joins.length + via.length;
  return ways.sort((one, other) => length(one) - length(other))[0];
}

function optional<Key extends string>(key: Key, hops: readonly Hop[]): Partial<Record<Key, readonly Hop[]>> {
  const found: Partial<Record<Key, readonly Hop[]>> = {};
  if (hops.length > 0) found[key] = hops;
  return found;
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
