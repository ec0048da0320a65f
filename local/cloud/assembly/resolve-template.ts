import { isObject, type JsonObject } from '../json.ts';

/** What intrinsic functions look up. Each throws where there is nothing of that name. */
export interface TemplateScope {
  /** What Ref means: a resource, a parameter or a pseudo-parameter. */
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  importValue(name: string): unknown;
  mapping(map: string, top: string, second: string): unknown;
}

/** What AWS::NoValue resolves to: the property is left out. */
export const noValue = Symbol('AWS::NoValue');

/** Replaces every intrinsic function in a template's value. Throws an Error that names an unknown one. */
export function resolveTemplate(value: unknown, scope: TemplateScope): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolveTemplate(item, scope)).filter((item) => item !== noValue);
  }
  if (!isObject(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0 && isIntrinsic(name)) return intrinsic(name, value[name], scope);
  const entries = Object.entries(value).map(([key, item]) => [key, resolveTemplate(item, scope)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== noValue));
}

/** Evaluates an entry of a template's Conditions. Throws an Error that names an unknown function. */
export function resolveCondition(value: unknown, scope: TemplateScope): boolean {
  const [[name, given] = ['', undefined]] = isObject(value) ? Object.entries(value) : [];
  if (name === 'Condition') return scope.condition(textOf(given, name));
  if (name === 'Fn::Equals') {
    const [left, right] = listOf(resolveTemplate(given, scope), name, 2);
    return left === right;
  }
  const parts = Array.isArray(given) ? given : [];
  if (name === 'Fn::Not' && parts.length === 1) return !resolveCondition(parts[0], scope);
  if (name === 'Fn::And') return parts.every((part) => resolveCondition(part, scope));
  if (name === 'Fn::Or') return parts.some((part) => resolveCondition(part, scope));
  throw new Error(`unknown condition ${JSON.stringify(value)}`);
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');
}

function intrinsic(name: string, given: unknown, scope: TemplateScope): unknown {
  switch (name) {
    case 'Ref':
      return scope.ref(textOf(given, name));
    case 'Fn::GetAtt': {
      const [id, attribute] = typeof given === 'string' ? splitOnce(given, '.') : listOf(given, name, 2);
      return scope.attribute(textOf(id, name), textOf(attribute, name));
    }
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = listOf(given, name, 3);
      return resolveTemplate(scope.condition(textOf(condition, name)) ? whenTrue : whenFalse, scope);
    }
    case 'Fn::Sub':
      return substitute(given, scope);
  }
  const resolved = resolveTemplate(given, scope);
  switch (name) {
    case 'Fn::Join': {
      const [separator, parts] = listOf(resolved, name, 2);
      return listOf(parts, name)
        .map((part) => plainText(part, name))
        .join(textOf(separator, name));
    }
    case 'Fn::Split': {
      const [separator, source] = listOf(resolved, name, 2);
      return textOf(source, name).split(textOf(separator, name));
    }
    case 'Fn::Select': {
      const [index, items] = listOf(resolved, name, 2);
      const item = listOf(items, name)[Number(index)];
      if (item === undefined) throw new Error(`Fn::Select has no item ${String(index)}`);
      return item;
    }
    case 'Fn::ImportValue':
      return scope.importValue(textOf(resolved, name));
    case 'Fn::FindInMap': {
      const [map, top, second] = listOf(resolved, name, 3).map((part) => textOf(part, name));
      return scope.mapping(map ?? '', top ?? '', second ?? '');
    }
    default:
      throw new Error(`unknown intrinsic function ${name}`);
  }
}

function substitute(given: unknown, scope: TemplateScope): string {
  const [source, own] = typeof given === 'string' ? [given, {}] : listOf(given, 'Fn::Sub', 2);
  const values = resolveTemplate(own, scope);
  const known: JsonObject = isObject(values) ? values : {};
  return textOf(source, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in known) return plainText(known[name], 'Fn::Sub');
    const [id, attribute] = splitOnce(name, '.');
    return plainText(attribute === undefined ? scope.ref(name) : scope.attribute(id, attribute), 'Fn::Sub');
  });
}

function splitOnce(source: string, separator: string): [string, string | undefined] {
  const index = source.indexOf(separator);
  return index === -1 ? [source, undefined] : [source.slice(0, index), source.slice(index + separator.length)];
}

function listOf(value: unknown, name: string, length?: number): readonly unknown[] {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  throw new Error(`${name} is given ${JSON.stringify(value)}`);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${name} is given ${JSON.stringify(value)} where text is wanted`);
}

function plainText(value: unknown, name: string): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value, name);
}
