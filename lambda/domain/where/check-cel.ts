import { parse } from '@bufbuild/cel';
import type { LocalizedText } from '../locale.ts';
import type { FieldModel } from '../records/record-model.ts';
import { type CelChain, type CelExpr, chainOf, partsOf } from './cel-expression.ts';
import { areUnlike, type CelKind, celFunctions, celOperators, isNull, kindOfConstant } from './cel-functions.ts';
import { type CelNames, celMeaning } from './cel-meaning.ts';
import * as messages from './cel-messages.ts';
import type { CelProblem } from './cel-problem.ts';
import { CelSource } from './cel-source.ts';
import { celSyntaxProblem } from './cel-syntax-problem.ts';
import { isNoWhenEmpty } from './where-scope.ts';

/** A checked condition: `expression` names fields by key only, and reads an empty yes/no field as no. */
export interface CheckedCel {
  readonly expression: string;
  readonly problems: readonly CelProblem[];
}

/** Checks a CEL condition: syntax, names, and that it is a yes or no as far as can be told without a customer. */
export function checkCel(source: string, names: CelNames): CheckedCel {
  try {
    const { expr, sourceInfo } = parse(source);
    const check = new CelCheck(new CelSource(source, sourceInfo?.positions ?? {}), names);
    const kind = check.kindOf(expr, new Set());
    if (kind !== 'bool' && kind !== 'any') check.report(0, messages.notBoolean);
    return { expression: check.rewritten(), problems: check.problems };
  } catch (error) {
    return { expression: source, problems: [celSyntaxProblem(source, error)] };
  }
}

class CelCheck {
  readonly problems: CelProblem[] = [];
  readonly #edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  readonly #asked = new Set<CelExpr | undefined>();
  readonly #source: CelSource;
  readonly #names: CelNames;

  constructor(source: CelSource, names: CelNames) {
    this.#source = source;
    this.#names = names;
  }

  report(offset: number, message: LocalizedText, unknown?: CelProblem['unknown']): void {
    this.problems.push(unknown === undefined ? { offset, message } : { offset, message, unknown });
  }

  rewritten(): string {
    let { text } = this.#source;
    for (const edit of [...this.#edits].sort((left, right) => right.start - left.start)) {
      text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    }
    return text;
  }

  /** What an expression comes to. Names in `local` are those that a macro (exists, all, …) brings. */
  kindOf(expr: CelExpr, local: ReadonlySet<string>): CelKind {
    const chain = chainOf(expr);
    if (chain !== undefined) return this.#kindOfChain(chain, local);
    switch (expr.exprKind.case) {
      case 'constExpr':
        return kindOfConstant(expr);
      case 'listExpr':
        for (const part of partsOf(expr)) this.kindOf(part, local);
        return 'list';
      case 'structExpr':
        for (const part of partsOf(expr)) this.kindOf(part, local);
        return 'map';
      case 'comprehensionExpr': {
        const { iterVar, iterVar2, accuVar } = expr.exprKind.value;
        const inner = new Set([...local, iterVar, iterVar2, accuVar]);
        for (const part of partsOf(expr)) this.kindOf(part, inner);
        return 'any';
      }
      case 'selectExpr':
        if (expr.exprKind.value.testOnly) this.report(this.#source.offsetOf(expr), messages.useNull);
        else for (const part of partsOf(expr)) this.kindOf(part, local);
        return 'any';
      case 'callExpr':
        return this.#kindOfCall(expr, expr.exprKind.value.function, local);
      default:
        return 'any';
    }
  }

  #kindOfCall(expr: CelExpr, name: string, local: ReadonlySet<string>): CelKind {
    const parts = partsOf(expr);
    const record = name === '_[_]' ? this.#recordOf(parts[0]) : undefined;
    if (record !== undefined) {
      this.report(this.#source.offsetOf(record), messages.constantKey);
      return 'any';
    }
    const operator = celOperators[name];
    // Whoever compares with null asks whether the column is empty: there an empty yes/no field must not become a no.
    if (operator?.comparesAlike === true && parts.some(isNull)) {
      for (const part of parts) this.#asked.add(chainOf(part)?.root);
    }
    const kinds = parts.map((part) => this.kindOf(part, local));
    if (operator === undefined) {
      const known = Object.hasOwn(celFunctions, name) ? celFunctions[name] : undefined;
      if (known === undefined && !name.startsWith('@')) {
        this.report(this.#source.offsetOf(expr), messages.unknownFunction(name), {
          name,
          known: Object.keys(celFunctions),
        });
      }
      return known ?? 'any';
    }
    for (const [index, part] of parts.entries()) {
      const kind = kinds[index] ?? 'any';
      const wanted = operator.takes;
      if (wanted === undefined || (operator.takesFirstOnly && index > 0)) continue;
      if (kind !== 'any' && kind !== wanted) this.report(this.#source.startOf(part), messages.wrongKind(wanted));
    }
    if (operator.comparesAlike) this.#compare(expr, parts, kinds);
    if (name === '@in') this.#compareWithList(parts, kinds);
    return operator.gives ?? (kinds.at(-1) === kinds.at(-2) ? (kinds.at(-1) ?? 'any') : 'any');
  }

  /** A record whose field is computed, so that nobody can check it. */
  #recordOf(part: CelExpr | undefined): CelExpr | undefined {
    const chain = part === undefined ? undefined : chainOf(part);
    return chain?.steps.length === 0 && this.#names.types.includes(chain.name) ? chain.root : undefined;
  }

  #compare(expr: CelExpr, [left, right]: readonly CelExpr[], [leftKind, rightKind]: readonly CelKind[]): void {
    if (left === undefined || right === undefined || leftKind === undefined || rightKind === undefined) return;
    if (!areUnlike(leftKind, rightKind)) return;
    this.report(this.#source.startOf(right), messages.unlike(this.#source.textOf(left, expr), leftKind, rightKind));
  }

  #compareWithList([left, list]: readonly CelExpr[], [leftKind, listKind]: readonly CelKind[]): void {
    if (left === undefined || list === undefined || leftKind === undefined || listKind === undefined) return;
    if (listKind !== 'list' && listKind !== 'map' && listKind !== 'any')
      this.report(this.#source.startOf(list), messages.notAList);
    if (list.exprKind.case !== 'listExpr') return;
    for (const element of list.exprKind.value.elements) {
      const kind = kindOfConstant(element);
      if (areUnlike(leftKind, kind))
        this.report(this.#source.startOf(element), messages.unlike(this.#source.textOf(left, left), leftKind, kind));
    }
  }

  #kindOfChain(chain: CelChain, local: ReadonlySet<string>): CelKind {
    if (local.has(chain.name)) return 'any';
    const meaning = celMeaning(chain, this.#names);
    switch (meaning.is) {
      case 'variable':
        return meaning.kind;
      case 'field': {
        const { type, field } = meaning;
        this.#rewrite(chain, type, field);
        return field.kind === 'boolean' ? 'bool' : field.kind === 'number' ? 'number' : 'string';
      }
      case 'nothing': {
        const { at, complaint } = meaning;
        const [first] = chain.steps;
        const inField = at === 'field' && first !== undefined;
        const offset = inField ? this.#source.nameOffset(first) : this.#source.offsetOf(chain.root);
        this.problems.push({ offset, ...complaint });
        return 'any';
      }
    }
  }

  #rewrite(chain: CelChain, type: string, field: FieldModel): void {
    const start = this.#source.offsetOf(chain.root);
    const last = chain.steps.at(-1);
    const end = last === undefined ? undefined : this.#source.endOf(last);
    // (customer).productA: what stands between is not the chain alone.
    if (end === undefined || !isChain(this.#source.text.slice(start, end))) {
      this.report(start, messages.bracketsAround(chain.name));
      return;
    }
    const read = `${type}[${JSON.stringify(field.key)}]`;
    const isYesNo = field.kind === 'boolean' && isNoWhenEmpty(type, field.key) && !this.#asked.has(chain.root);
    this.#edits.push({ start, end, text: isYesNo ? `(${read} == true)` : read });
  }
}

function isChain(source: string): boolean {
  try {
    return chainOf(parse(source).expr) !== undefined;
  } catch {
    return false;
  }
}
