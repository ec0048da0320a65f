import type { parse } from '@bufbuild/cel';

/** A parsed CEL expression or a part of one. */
export type CelExpr = ReturnType<typeof parse>['expr'];

/** `customer.owner.name` or `customer["会員ランク"]`: a name and constant steps from it. */
export interface CelChain {
  readonly root: CelExpr;
  readonly name: string;
  readonly steps: readonly CelStep[];
}

/** One step of a chain; `key` is the constant between brackets, absent after a dot. */
export interface CelStep {
  readonly name: string;
  readonly expr: CelExpr;
  readonly key?: CelExpr;
}

/** The chain that an expression is, if it is one. `has(…)` is none. */
export function chainOf(expr: CelExpr): CelChain | undefined {
  const { exprKind } = expr;
  if (exprKind.case === 'identExpr') return { root: expr, name: exprKind.value.name, steps: [] };
  if (exprKind.case === 'selectExpr') {
    const { operand, field, testOnly } = exprKind.value;
    return testOnly ? undefined : extend(operand, { name: field, expr });
  }
  if (exprKind.case !== 'callExpr' || exprKind.value.function !== '_[_]') return undefined;
  const [operand, key] = exprKind.value.args;
  const name = key === undefined ? undefined : textOf(key);
  return key === undefined || name === undefined ? undefined : extend(operand, { name, expr, key });
}

/** The parts of an expression, in the order they are written. */
export function partsOf({ exprKind }: CelExpr): readonly CelExpr[] {
  switch (exprKind.case) {
    case 'selectExpr':
      return present([exprKind.value.operand]);
    case 'callExpr':
      return present([exprKind.value.target, ...exprKind.value.args]);
    case 'listExpr':
      return exprKind.value.elements;
    case 'structExpr':
      return present(
        exprKind.value.entries.flatMap(({ keyKind, value }) => [
          keyKind.case === 'mapKey' ? keyKind.value : undefined,
          value,
        ]),
      );
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
      return present([iterRange, accuInit, loopCondition, loopStep, result]);
    }
    default:
      return [];
  }
}

/** Every chain of an expression, the longest of each. */
export function chainsOf(expr: CelExpr): readonly CelChain[] {
  const chain = chainOf(expr);
  return chain === undefined ? partsOf(expr).flatMap(chainsOf) : [chain];
}

/** The text that a constant is, if it is one. */
export function textOf({ exprKind }: CelExpr): string | undefined {
  if (exprKind.case !== 'constExpr') return undefined;
  const { constantKind } = exprKind.value;
  return constantKind.case === 'stringValue' ? constantKind.value : undefined;
}

function extend(operand: CelExpr | undefined, step: CelStep): CelChain | undefined {
  const chain = operand === undefined ? undefined : chainOf(operand);
  return chain === undefined ? undefined : { ...chain, steps: [...chain.steps, step] };
}

function present(parts: readonly (CelExpr | undefined)[]): readonly CelExpr[] {
  return parts.filter((part) => part !== undefined);
}
