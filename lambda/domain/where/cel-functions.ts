import type { CelExpr } from './cel-expression.ts';

/** What a part of a condition comes to, as far as can be told without a customer. Dates are text. */
export type CelKind = 'bool' | 'number' | 'string' | 'list' | 'map' | 'null' | 'any';

/** How an operator works: what its operands must be, whether they must be alike, what it gives (else: what its last two are). */
interface CelOperator {
  readonly takes?: CelKind;
  /** Only the first operand must be of the kind `takes`. */
  readonly takesFirstOnly?: boolean;
  readonly comparesAlike?: boolean;
  readonly gives?: CelKind;
}

const comparison: CelOperator = { comparesAlike: true, gives: 'bool' };
const arithmetic: CelOperator = { takes: 'number', gives: 'number' };

/** CEL's operators under the names that the parser gives them. */
export const celOperators: Readonly<Record<string, CelOperator>> = {
  '_&&_': { takes: 'bool', gives: 'bool' },
  '_||_': { takes: 'bool', gives: 'bool' },
  '!_': { takes: 'bool', gives: 'bool' },
  '_?_:_': { takes: 'bool', takesFirstOnly: true },
  '_==_': comparison,
  '_!=_': comparison,
  '_<_': comparison,
  '_<=_': comparison,
  '_>_': comparison,
  '_>=_': comparison,
  '_+_': {},
  '_-_': arithmetic,
  '_*_': arithmetic,
  '_/_': arithmetic,
  '_%_': arithmetic,
  '-_': arithmetic,
  '@in': { gives: 'bool' },
  '_[_]': { gives: 'any' },
};

/** CEL's functions that conditions may call, and what they give. */
export const celFunctions: Readonly<Record<string, CelKind>> = {
  startsWith: 'bool',
  endsWith: 'bool',
  contains: 'bool',
  matches: 'bool',
  size: 'number',
  int: 'number',
  double: 'number',
  string: 'string',
  bool: 'bool',
  timestamp: 'any',
  duration: 'any',
  getFullYear: 'number',
  getMonth: 'number',
  getDate: 'number',
  getDayOfMonth: 'number',
  getDayOfWeek: 'number',
  getDayOfYear: 'number',
};

/** True for kinds that are never equal. */
export function areUnlike(left: CelKind, right: CelKind): boolean {
  const isOpen = (kind: CelKind) => kind === 'any' || kind === 'null';
  return !isOpen(left) && !isOpen(right) && left !== right;
}

/** True for the constant null. */
export function isNull({ exprKind }: CelExpr): boolean {
  return exprKind.case === 'constExpr' && exprKind.value.constantKind.case === 'nullValue';
}

/** What a constant is; 'any' for what is none. */
export function kindOfConstant({ exprKind }: CelExpr): CelKind {
  switch (exprKind.case === 'constExpr' ? exprKind.value.constantKind.case : undefined) {
    case 'boolValue':
      return 'bool';
    case 'stringValue':
      return 'string';
    case 'int64Value':
    case 'uint64Value':
    case 'doubleValue':
      return 'number';
    case 'nullValue':
      return 'null';
    default:
      return 'any';
  }
}
