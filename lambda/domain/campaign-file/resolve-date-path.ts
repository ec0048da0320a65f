import type { DatePath, Hop } from '../campaign/campaign.ts';
import type { LocalizedText } from '../locale.ts';
import {
  type FieldModel,
  findFields,
  findType,
  type RecordModel,
  type RecordTypeModel,
} from '../records/record-model.ts';
import { didYouMean } from './did-you-mean.ts';
import { keyName, knownFieldNames, labelName } from './field-names.ts';
import { resolveReach } from './resolve-reach.ts';

/** A date's path to customers, or what is wrong with its name (`of: 'date'`) or with `through`. */
export type DatePathResult =
  | { readonly kind: 'found'; readonly path: DatePath; readonly field: FieldModel }
  | { readonly kind: 'problem'; readonly of: 'date' | 'through'; readonly message: LocalizedText };

/** A field at the end of references. */
interface Leaf {
  readonly base: RecordTypeModel;
  readonly hops: readonly Hop[];
  readonly holder: RecordTypeModel;
  readonly field: FieldModel;
}

/** Finds the date that a trigger names: by key, by label, by type and either, also along references. */
export function resolveDatePath(name: string, through: string | undefined, model: RecordModel): DatePathResult {
  const leaves = findLeaves(name, model);
  const [leaf] = leaves;
  if (leaf?.field.kind !== 'date') return problem('date', notADate(name, leaves, model));
  if (leaves.length > 1) return problem('date', ambiguous(name, leaves));
  const reach = resolveReach(leaf.base, through, model);
  if (!('kind' in reach)) return problem(through === undefined ? 'date' : 'through', reach);
  const path = { base: leaf.base.type, hops: leaf.hops, holder: leaf.holder.type, field: leaf.field.key, reach };
  return { kind: 'found', path, field: leaf.field };
}

/**
 * The fields that a name may mean, dates only where there are any. A bare name counts wherever it stands: a column that
 * two types share must not pick one of them in silence.
 */
function findLeaves(name: string, model: RecordModel): readonly Leaf[] {
  const steps = name.split('.');
  const [typeName = '', ...rest] = steps;
  const type = rest.length > 0 ? findType(model, typeName) : undefined;
  const typed = type === undefined ? [] : walk(type, type, rest, [], model);
  const own = namedIn(model.filter((each) => each.type === 'customer'));
  if (typed.length > 0) return datesFirst([...own, ...typed]);
  return datesFirst([...own, ...namedIn(model.filter((each) => each.type !== 'customer'))]);

  function namedIn(types: RecordModel): readonly Leaf[] {
    return types.flatMap((each) => walk(each, each, steps, [], model));
  }
}

function datesFirst(leaves: readonly Leaf[]): readonly Leaf[] {
  const dates = leaves.filter(({ field }) => field.kind === 'date');
  return dates.length > 0 ? dates : leaves;
}

/** Follows steps from a type. A key or label may itself contain dots. */
function walk(
  base: RecordTypeModel,
  at: RecordTypeModel,
  steps: readonly string[],
  hops: readonly Hop[],
  model: RecordModel,
): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (let taken = steps.length; taken > 0; taken--) {
    for (const field of findFields(at, steps.slice(0, taken).join('.'))) {
      if (taken === steps.length) leaves.push({ base, hops, holder: at, field });
      const target = model.find((type) => field.kind === 'reference' && type.type === field.target);
      if (taken === steps.length || target === undefined) continue;
      const hop = { field: field.key, target: target.type };
      leaves.push(...walk(base, target, steps.slice(taken), [...hops, hop], model));
    }
  }
  return leaves;
}

function notADate(name: string, leaves: readonly Leaf[], model: RecordModel): LocalizedText {
  const [leaf] = leaves;
  if (leaf !== undefined) return wrongKind(name, leaf, model);
  const hint = didYouMean(
    name,
    knownFieldNames(model, (field) => field.kind === 'date'),
  );
  const dates = datesOf(findType(model, name.split('.')[0] ?? ''));
  if (hint.en === '' && dates !== '') {
    return {
      ja: `${name} という日付はありません。使えるのは ${dates} です。`,
      en: `There is no date ${name}. There are ${dates}.`,
    };
  }
  return { ja: `${name} という日付はありません。${hint.ja}`, en: `There is no date ${name}.${hint.en}` };
}

function wrongKind(name: string, { holder, field }: Leaf, model: RecordModel): LocalizedText {
  const target = model.find(({ type }) => field.kind === 'reference' && type === field.target);
  const targetDate = target?.fields.find(({ kind }) => kind === 'date');
  if (targetDate !== undefined) {
    const longer = `${keyName({ type: holder, field })}.${targetDate.key}`;
    return {
      ja: `${name} は日付ではなく、別のレコードを指す項目です。${longer} のように日付まで書いてください。`,
      en: `${name} is not a date but points to another record. Name the date there: ${longer}.`,
    };
  }
  const dates = datesOf(holder);
  return {
    ja: `${name} は日付の項目ではありません。${dates === '' ? '' : `日付は ${dates} です。`}`,
    en: `${name} is not a date.${dates === '' ? '' : ` The dates are ${dates}.`}`,
  };
}

function ambiguous(name: string, leaves: readonly Leaf[]): LocalizedText {
  const names = leaves.map(({ base, hops, holder, field }) => {
    const key = [base.type, ...hops.map((hop) => hop.field), field.key].join('.');
    return hops.length > 0 ? key : `${labelName({ type: holder, field })}（${key}）`;
  });
  const keys = leaves.map(({ base, hops, field }) => [base.type, ...hops.map((hop) => hop.field), field.key].join('.'));
  return {
    ja: `${name} に当たる日付が複数あります。どれかを書いてください: ${names.join('、')}`,
    en: `${name} may mean several dates. Write one of ${keys.join(', ')}.`,
  };
}

function datesOf(type: RecordTypeModel | undefined): string {
  if (type === undefined) return '';
  return type.fields
    .filter(({ kind }) => kind === 'date')
    .map((field) => keyName({ type, field }))
    .join(', ');
}

function problem(of: 'date' | 'through', message: LocalizedText): DatePathResult {
  return { kind: 'problem', of, message };
}
