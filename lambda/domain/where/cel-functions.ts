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
