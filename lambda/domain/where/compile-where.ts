import { type CelInput, celEnv, parse, plan } from '@bufbuild/cel';
import type { Where } from '../campaign/campaign.ts';
import { type CelChain, chainsOf } from './cel-expression.ts';
import { evaluateMapWhere } from './evaluate-map-where.ts';
import { fieldIn, type WhereScope } from './where-scope.ts';

/** The names that a condition may use beside record types. */
const celVariables: readonly string[] = ['today', 'years', 'offset', 'event'];

/**
 * Makes a condition ready for many candidates. A CEL expression that fails for one candidate (an empty field compared
 * with a number, say) does not hold for that candidate. Throws when the expression cannot be parsed.
 */
export function compileWhere(where: Where): (scope: WhereScope) => boolean {
  switch (where.kind) {
    case 'everyone':
      return () => true;
    case 'map':
      return (scope) => evaluateMapWhere(where.clauses, scope);
    case 'cel': {
      const parsed = parse(where.expression);
      const reads = chainsOf(parsed.expr).filter(({ name, steps }) => steps.length > 0 && !celVariables.includes(name));
      const evaluate = plan(celEnv(), parsed);
      return (scope) => evaluate(bindings(reads, scope)) === true;
    }
  }
}

/** Only what the expression reads: a customer may have a hundred columns. */
function bindings(reads: readonly CelChain[], scope: WhereScope): Record<string, CelInput> {
  const values: Record<string, CelInput> = {
    today: scope.today,
    years: toCel(scope.years),
    offset: scope.offset,
    event: toCel(scope.event),
  };
  for (const { name: type, steps } of reads) {
    const path = steps.map((step) => step.name);
    const record = recordOf(values, type);
    // `customer["owner.name"]` and `customer.owner.name` are the same field.
    const key = path.join('.');
    put(record, [key], toCel(fieldIn(scope, type, key)));
    if (path.length > 1) put(record, path, toCel(fieldIn(scope, type, key)));
  }
  return values;
}

function recordOf(values: Record<string, CelInput>, type: string): Map<string, CelInput> {
  const known = values[type];
  if (known instanceof Map) return known;
  const record = new Map<string, CelInput>();
  values[type] = record;
  return record;
}

function put(target: Map<string, CelInput>, [first = '', ...rest]: readonly string[], value: CelInput): void {
  if (rest.length === 0) {
    target.set(first, value);
    return;
  }
  const known = target.get(first);
  const inner = known instanceof Map ? known : new Map<string, CelInput>();
  target.set(first, inner);
  put(inner, rest, value);
}

/** Whole numbers become CEL's int, so that `years % 5 == 0` works; what is empty becomes null. */
function toCel(value: unknown): CelInput {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return null;
  return new Map(Object.entries(value).map(([key, inner]) => [key, toCel(inner)]));
}
