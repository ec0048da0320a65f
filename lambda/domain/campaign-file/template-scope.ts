import { member, type Shape } from './variable-shape.ts';

/** A place in a template: what `this` is there, outermost first, with the names that blocks brought. */
export type Scope = readonly ScopeFrame[];

export interface ScopeFrame {
  readonly shape: Shape;
  /** True within `each`, where @index and its like exist. */
  readonly isLoop: boolean;
  readonly blockParams: ReadonlyMap<string, Shape>;
}

const LOOP_DATA = new Set(['index', 'key', 'first', 'last']);

/** What a path stands for in a scope; undefined when there is no such thing. */
export function resolvePath(path: hbs.AST.PathExpression, scope: Scope): Shape | undefined {
  const [first = '', ...rest] = path.parts;
  if (path.data) {
    if (first === 'root') return scope[0] === undefined ? undefined : descend(scope[0].shape, rest);
    const isLoopData = LOOP_DATA.has(first) && rest.length === 0 && scope.some(({ isLoop }) => isLoop);
    return isLoopData ? { kind: 'any', name: `@${first}`, path: [] } : undefined;
  }
  const frame = scope[scope.length - 1 - path.depth];
  if (frame === undefined) return undefined;
  const isPlain = path.depth === 0 && !/^(?:this\b|\.)/.test(path.original);
  const named = isPlain ? scope.findLast(({ blockParams }) => blockParams.has(first)) : undefined;
  const param = named?.blockParams.get(first);
  return param === undefined ? descend(frame.shape, path.parts) : descend(param, rest);
}

/** A scope within a block that changes `this`. */
export function enter(scope: Scope, shape: Shape, isLoop: boolean, names: readonly string[]): Scope {
  const params = isLoop
    ? names.map((name, index): [string, Shape] => [name, index === 0 ? shape : { kind: 'any', name, path: [] }])
    : names.slice(0, 1).map((name): [string, Shape] => [name, shape]);
  return [...scope, { shape, isLoop, blockParams: new Map(params) }];
}

function descend(shape: Shape, parts: readonly string[]): Shape | undefined {
  let found: Shape | undefined = shape;
  for (const part of parts) found = found === undefined ? undefined : member(found, part);
  return found;
}
