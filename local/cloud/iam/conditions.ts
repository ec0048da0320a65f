import { isObject, listOf } from '../json.ts';
import { fits, fitsArn } from './wildcard.ts';

/** What is known of a call, by condition key in lower case. A key that is absent is not part of the call. */
export type AccessContext = Readonly<Record<string, readonly string[]>>;

/** One condition of a statement: holds or does not. */
export type Condition = (context: AccessContext) => boolean;

type Comparison = (wanted: string, given: string) => boolean;

const equals: Comparison = (wanted, given) => wanted === given;
const bool: Comparison = (wanted, given) => wanted.toLowerCase() === given.toLowerCase();
const comparisons: Readonly<Record<string, { readonly compare: Comparison; readonly negated: boolean }>> = {
  ArnEquals: { compare: fitsArn, negated: false },
  ArnLike: { compare: fitsArn, negated: false },
  ArnNotEquals: { compare: fitsArn, negated: true },
  ArnNotLike: { compare: fitsArn, negated: true },
  NumericLessThan: { compare: (wanted, given) => Number(given) < Number(wanted), negated: false },
  Bool: { compare: bool, negated: false },
  StringEquals: { compare: equals, negated: false },
  StringLike: { compare: fits, negated: false },
  StringNotEquals: { compare: equals, negated: true },
  StringNotLike: { compare: fits, negated: true },
};

/** The keys whose value the local cloud can tell. */
const knownKeys: readonly string[] = [
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'dynamodb:Attributes',
  'dynamodb:LeadingKeys',
  'iam:PassedToService',
  'kms:CallerAccount',
  'kms:EncryptionContext:aws:logs:arn',
  'kms:ViaService',
  's3:TlsVersion',
  's3:prefix',
  'ses:FromAddress',
  'ses:Recipients',
];
const knownLowerKeys = new Set(knownKeys.map((key) => key.toLowerCase()));

/** Reads a statement's Condition. Throws an Error that names an operator or key unknown here. */
export function readConditions(condition: unknown): readonly Condition[] {
  if (condition === undefined) return [];
  if (!isObject(condition)) throw new Error('Condition is no object');
  return Object.entries(condition).flatMap(([operator, keys]) => {
    if (!isObject(keys)) throw new Error(`Condition ${operator} is no object`);
    return Object.entries(keys).map(([key, values]) => readCondition(operator, key, listOf(values).map(String)));
  });
}

function readCondition(operator: string, key: string, wanted: readonly string[]): Condition {
  const lowerKey = key.toLowerCase();
  if (!knownLowerKeys.has(lowerKey)) throw new Error(`unknown condition key ${key}`);
  if (operator === 'Null') return (context) => (context[lowerKey] === undefined) === (wanted[0] === 'true');
  const [, set, name = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/.exec(operator) ?? [];
  const comparison = comparisons[name];
  if (!comparison) throw new Error(`unknown condition operator ${operator}`);
  const { compare, negated } = comparison;
  const accepts = (given: string) => wanted.some((pattern) => compare(pattern, given)) !== negated;
  return (context) => {
    const given = context[lowerKey];
    if (set === 'ForAllValues') return (given ?? []).every(accepts);
    if (set === 'ForAnyValue') return (given ?? []).some(accepts);
    // IAM: a key that is absent makes a condition false, unless it is a negated one.
    if (given === undefined) return negated;
    return negated ? given.every(accepts) : given.some(accepts);
  };
}
