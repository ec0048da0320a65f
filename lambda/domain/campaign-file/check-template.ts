import Handlebars from 'handlebars';
import type { RequiredValue } from '../campaign/campaign.ts';
import type { LocalizedText } from '../locale.ts';
import { unknownDateTokens } from '../message/format-date.ts';
import { helperArguments } from '../message/template-engine.ts';
import { checkTags } from './check-tags.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Place } from './problem-list.ts';
import { separateTags } from './separate-tags.ts';
import * as messages from './template-messages.ts';
import { isBlock, isMustache, isPartial, isPartialBlock, isPath, isSubExpression, isText } from './template-nodes.ts';
import { enter, resolvePath } from './template-scope.ts';
import type { Position, TemplateSource, TemplateSurroundings, TemplateUse } from './template-source.ts';
import { memberNames, type Shape } from './variable-shape.ts';

/** Checks templates and gathers what they use. One checker may look at a body and its subjects. */
export class TemplateCheck implements TemplateUse {
  readonly shown = new Set<string>();
  readonly partials = new Set<string>();
  readonly types = new Set<string>();
  readonly #required = new Map<string, RequiredValue>();
  readonly #broken = new Set<string>();
  readonly #around: TemplateSurroundings;

  constructor(around: TemplateSurroundings) {
    this.#around = around;
  }

  get required(): readonly RequiredValue[] {
    // What every mail needs, no offset needs to ask for again.
    return [...this.#required.values()].filter(({ name, offset }) => offset === undefined || !this.#required.has(name));
  }

  /** Checks a template at the top of its context. */
  check(template: TemplateSource): void {
    this.#check(template, { takesPartials: true });
  }

  /** Checks a subject, which takes no partials: that of one offset, or of all (''). */
  checkSubject(template: TemplateSource, offset: string): void {
    this.#check(template, { takesPartials: false, ...(offset !== '' && { offset }) });
  }

  #check(template: TemplateSource, kind: Pick<Position, 'takesPartials' | 'offset'>): void {
    const program = this.#parse(template);
    if (program === undefined) return;
    const scope = [{ shape: this.#around.root, isLoop: false, blockParams: new Map<string, Shape>() }];
    this.#program(program, { ...kind, template, scope, guards: [], within: [] });
  }

  #parse(template: TemplateSource): hbs.AST.Program | undefined {
    const found = checkTags(template.source);
    for (const { offset, message } of found) this.#around.problems.add(template.placeAt(offset), message);
    // One block left open must not hide a misspelt variable.
    const readable = found.length === 0 ? template.source : separateTags(template.source, found);
    return readable === undefined ? undefined : Handlebars.parse(readable);
  }

  #report(node: hbs.AST.Node, position: Position, message: LocalizedText): void {
    this.#around.problems.add(placeOf(node, position), message);
  }

  #program(program: hbs.AST.Program | undefined, position: Position): void {
    for (const node of program?.body ?? []) {
      if (isMustache(node)) this.#mustache(node, position);
      else if (isBlock(node)) this.#block(node, position);
      else if (isPartial(node)) this.#partial(node, position, undefined);
      else if (isPartialBlock(node)) this.#partial(node, position, node.program);
    }
  }

  #mustache(node: hbs.AST.MustacheStatement, position: Position): void {
    if (!node.escaped) this.#report(node, position, messages.unescaped);
    const { path } = node;
    if (!isPath(path)) {
      this.#report(node, position, messages.notAVariable);
      return;
    }
    const isCall = node.params.length > 0 || node.hash !== undefined || Object.hasOwn(helperArguments, path.original);
    if (isCall) this.#call(node, path, node.params, node.hash, position, true);
    else this.#show(path, position, true);
  }

  /** A variable whose value is written out; `isNeeded` = an empty one would leave a hole. */
  #show(path: hbs.AST.PathExpression, position: Position, isNeeded: boolean): void {
    const shape = this.#resolve(path, position);
    if (shape === undefined) return;
    if (shape.kind === 'record') {
      this.#report(path, position, messages.fieldWanted(path.original, [...shape.fields.keys()][0] ?? 'name'));
      return;
    }
    this.shown.add(shape.name);
    const isOpen = shape.kind === 'any' ? shape.path.length > 1 : shape.empty !== 'never';
    const isGuarded = position.guards.some((guard) => shape.name === guard || shape.name.startsWith(`${guard}.`));
    if (!isNeeded || !isOpen || isGuarded) return;
    if (shape.kind === 'value' && shape.empty === 'always')
      this.#report(path, position, messages.alwaysEmpty(shape.name));
    const { name, path: valuePath } = shape;
    const { offset } = position;
    if (offset === undefined) this.#required.set(name, { name, path: valuePath });
    else this.#required.set(`${name} ${offset}`, { name, path: valuePath, offset });
  }

  #resolve(path: hbs.AST.PathExpression, position: Position): Shape | undefined {
    const shape = resolvePath(path, position.scope);
    if (shape === undefined) {
      const name = path.original;
      const { explainUnknown } = this.#around;
      const here = position.scope.at(-1)?.shape;
      const hint = didYouMean(name, here === undefined ? [] : memberNames(here));
      const explained = explainUnknown(name);
      if (explained !== undefined) this.#report(path, position, explained);
      else this.#around.problems.addUnknown(placeOf(path, position), name, messages.unknownVariable(name, hint));
    } else if (shape.kind === 'record') this.types.add(shape.name);
    else if (shape.path[0] !== undefined) this.types.add(shape.path[0]);
    return shape;
  }

  #call(
    node: hbs.AST.Node,
    path: hbs.AST.PathExpression,
    params: readonly hbs.AST.Expression[],
    hash: hbs.AST.Hash | undefined,
    position: Position,
    isWritten: boolean,
  ): void {
    const name = path.original;
    const helper = Object.hasOwn(helperArguments, name) ? helperArguments[name] : undefined;
    const known = Object.entries(helperArguments)
      .filter(([, { block }]) => !block)
      .map(([each]) => each);
    if (helper === undefined) this.#report(path, position, messages.unknownHelper(name, didYouMean(name, known)));
    else if (helper.block) this.#report(node, position, messages.blockHelper(name));
    else this.#checkArguments(node, name, params, position);
    if (hash !== undefined) this.#report(hash, position, messages.noNamedArguments(name));
    const isFormat = name === 'formatDate' || name === 'formatNumber';
    const pattern = params[1];
    if (name === 'formatDate' && pattern !== undefined && isText(pattern)) {
      for (const token of unknownDateTokens(pattern.value))
        this.#report(pattern, position, messages.unknownToken(token));
    }
    for (const [index, param] of params.entries()) {
      const isShown = isWritten && (isFormat ? index === 0 : name === 'default');
      this.#expression(param, position, isShown, isShown && isFormat);
    }
  }

  #expression(node: hbs.AST.Expression, position: Position, isShown: boolean, isNeeded: boolean): void {
    if (isSubExpression(node)) this.#call(node, node.path, node.params, node.hash, position, isNeeded);
    else if (!isPath(node)) return;
    else if (isShown) this.#show(node, position, isNeeded);
    else this.#resolve(node, position);
  }

  #checkArguments(node: hbs.AST.Node, name: string, params: readonly unknown[], position: Position): boolean {
    const helper = helperArguments[name];
    if (helper === undefined || (params.length >= helper.min && params.length <= helper.max)) return true;
    this.#report(node, position, messages.argumentCount(name, helper));
    return false;
  }

  #block(node: hbs.AST.BlockStatement, position: Position): void {
    const name = node.path.original;
    const helper = Object.hasOwn(helperArguments, name) ? helperArguments[name] : undefined;
    const [param] = node.params;
    if (helper?.block !== true) {
      this.#report(node, position, messages.unknownBlock(name));
      return;
    }
    if (node.hash !== undefined && name !== 'if') this.#report(node.hash, position, messages.noNamedArguments(name));
    if (!this.#checkArguments(node, name, node.params, position) || param === undefined) return;
    this.#expression(param, position, false, false);
    const guarded = { ...position, guards: [...position.guards, ...this.#namesIn(param, position)] };
    const shape = isPath(param) ? resolvePath(param, position.scope) : undefined;
    this.#program(node.program, this.#inside(node, name, shape, guarded));
    this.#program(node.inverse, guarded);
  }

  /** `if` and `unless` keep `this`; `with` and `each` change it. */
  #inside(node: hbs.AST.BlockStatement, name: string, shape: Shape | undefined, position: Position): Position {
    if (name !== 'each' && name !== 'with') return position;
    const isLoop = name === 'each';
    const isFit = shape === undefined || shape.kind === 'any' || (!isLoop && shape.kind === 'record');
    if (!isFit) this.#report(node, position, isLoop ? messages.notAList(shape.name) : messages.notARecord(shape.name));
    const open: Shape = { kind: 'any', name: shape?.name ?? 'this', path: [] };
    const inner = isLoop || shape === undefined || !isFit ? open : shape;
    return { ...position, scope: enter(position.scope, inner, isLoop, node.program.blockParams ?? []) };
  }

  /** The variables that a condition asks for. */
  #namesIn(node: hbs.AST.Expression, position: Position): readonly string[] {
    if (isSubExpression(node)) return node.params.flatMap((param) => this.#namesIn(param, position));
    const shape = isPath(node) ? resolvePath(node, position.scope) : undefined;
    return shape === undefined || shape.name === '' ? [] : [shape.name];
  }

  #partial(
    node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement,
    position: Position,
    content: hbs.AST.Program | undefined,
  ): void {
    if (!position.takesPartials) {
      this.#report(node, position, messages.noPartials);
      return;
    }
    if (isPath(node.name) && node.name.original === '@partial-block') {
      const { block } = position;
      if (block === undefined) this.#report(node, position, messages.noPartialBlock);
      else this.#program(block.program, { ...block.position, guards: [...block.position.guards, ...position.guards] });
      return;
    }
    const name = 'original' in node.name ? String(node.name.original) : undefined;
    const template = name === undefined ? undefined : this.#around.partials.get(name);
    if (node.params.length > 0 || node.hash !== undefined) this.#report(node, position, messages.noPartialArguments);
    if (name === undefined || template === undefined) {
      const hint = didYouMean(name ?? '', this.#around.partials.keys());
      this.#report(
        node,
        position,
        name === undefined ? messages.noDynamicPartial : messages.unknownPartial(name, hint),
      );
      this.#program(content, position);
      return;
    }
    if (position.within.includes(name)) {
      this.#report(node, position, messages.recursion([...position.within, name]));
      return;
    }
    const takesContent = template.source.includes('@partial-block');
    if (content !== undefined && !takesContent) this.#report(node, position, messages.contentLost(name));
    if (content === undefined && takesContent) {
      this.#report(node, position, messages.contentWanted(name));
      return;
    }
    this.partials.add(name);
    if (this.#broken.has(name)) return;
    const program = this.#parse(template);
    if (program === undefined) {
      this.#broken.add(name);
      this.#program(content, position);
      return;
    }
    const within = [...position.within, name];
    const { block: _, ...here } = position;
    const block = content === undefined ? undefined : { program: content, position };
    this.#program(program, { ...here, template, within, ...(block && { block }) });
  }
}

function placeOf(node: hbs.AST.Node, { template }: Position): Place {
  const { line, column } = node.loc.start;
  const before = template.source.split('\n').slice(0, line - 1);
  return template.placeAt(before.reduce((sum, text) => sum + text.length + 1, 0) + column);
}
