import { type CelExpr, type CelStep, chainOf, partsOf } from './cel-expression.ts';

/** A condition's text, and where the parts of its parsed form stand in it (offsets from 0). */
export class CelSource {
  readonly text: string;
  readonly #positions: ReadonlyMap<string, number>;

  constructor(text: string, positions: Readonly<Record<string, number>>) {
    this.text = text;
    this.#positions = new Map(Object.entries(positions));
  }

  /** Behind a step of a chain; undefined for a key in a form of quotes that nobody writes. */
  endOf(step: CelStep): number | undefined {
    if (step.key === undefined) return this.nameOffset(step) + step.name.length;
    const pattern = /[rR]?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*\]/y;
    pattern.lastIndex = this.offsetOf(step.key);
    return pattern.test(this.text) ? pattern.lastIndex : undefined;
  }

  /** Where the name of a step begins, or the quotes around it. */
  nameOffset(step: CelStep): number {
    return step.key === undefined ? this.text.indexOf(step.name, this.offsetOf(step.expr)) : this.offsetOf(step.key);
  }

  /** Where the parser says that an expression is. */
  offsetOf(expr: CelExpr): number {
    return this.#positions.get(String(expr.id)) ?? 0;
  }

  /** Where an expression begins: a parsed operator's own position is that of its sign. */
  startOf(expr: CelExpr): number {
    return Math.min(this.offsetOf(expr), ...partsOf(expr).map((part) => this.startOf(part)));
  }

  /** What was written for the left side of an operator, or for a chain. */
  textOf(part: CelExpr, whole: CelExpr): string {
    const chain = chainOf(part);
    if (chain === undefined || chain.steps.length === 0)
      return this.text.slice(this.startOf(part), this.offsetOf(whole)).trim() || chain?.name || '';
    const last = chain.steps.at(-1);
    return this.text.slice(this.offsetOf(chain.root), last === undefined ? undefined : this.endOf(last));
  }
}
