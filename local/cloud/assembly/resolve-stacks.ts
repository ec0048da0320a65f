import { isObject, type JsonObject } from '../json.ts';
import { TemplateError } from '../template-error.ts';
import type { StackTemplate, Template } from './read-assembly.ts';
import { noValue, resolveCondition, resolveTemplate, type TemplateScope } from './resolve-template.ts';
import { identify, type LocalPlace, type ResourceIdentity } from './resource-identity.ts';
import { idleTypes, wiredTypes } from './resource-types.ts';

/** A resource that the local cloud brings to life, all intrinsic functions resolved. */
export interface CloudResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The value of Ref, and of Fn::GetAtt by name. */
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: JsonObject;
  /** Directories of the stack's file assets by S3 key. */
  readonly assetDirs: ReadonlyMap<string, string>;
}

type Resource = NonNullable<Template['Resources']>[string];

/**
 * Resolves the wired resources of all stacks to local names. Throws a TemplateError that names the resource where it
 * meets an intrinsic function, a parameter, an attribute or a type that it does not know.
 */
export function resolveStacks(stacks: readonly StackTemplate[], place: LocalPlace): readonly CloudResource[] {
  const exported = new Map<string, () => unknown>();
  const scopes = stacks.map((stack) => scopeOf(stack, place, (name) => exportedValue(exported, name)));
  for (const [index, { name, template }] of stacks.entries()) {
    const scope = scopes[index];
    for (const [id, output] of Object.entries(template.Outputs ?? {})) {
      if (!output.Export || !scope) continue;
      const exportName = within(`${name}/${id}`, () => resolveTemplate(output.Export?.Name, scope));
      exported.set(String(exportName), () => within(`${name}/${id}`, () => resolveTemplate(output.Value, scope)));
    }
  }
  return stacks.flatMap((stack, index) => {
    const scope = scopes[index];
    return scope ? resourcesOf(stack, scope, place) : [];
  });
}

function resourcesOf(stack: StackTemplate, scope: StackScope, place: LocalPlace): CloudResource[] {
  return Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const where = `${stack.name}/${logicalId}`;
    if (idleTypes.has(resource.Type)) return [];
    if (!wiredTypes.has(resource.Type)) throw new TemplateError(where, `unknown resource type ${resource.Type}`);
    const { Condition } = resource;
    if (Condition !== undefined && !within(where, () => scope.condition(Condition))) return [];
    const properties = within(where, () => resolveTemplate(resource.Properties ?? {}, scope));
    const { ref = logicalId, attributes = {} } = within(where, () => scope.identity(logicalId)) ?? {};
    return [
      {
        stack: stack.name,
        logicalId,
        type: resource.Type,
        ref,
        attributes,
        properties: isObject(properties) ? localized(properties, place) : {},
        assetDirs: stack.assetDirs,
      },
    ];
  });
}

interface StackScope extends TemplateScope {
  identity(logicalId: string): ResourceIdentity | undefined;
}

function scopeOf(stack: StackTemplate, place: LocalPlace, importValue: (name: string) => unknown): StackScope {
  const { template } = stack;
  const known = new Map<string, ResourceIdentity | undefined>();
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': place.account,
    'AWS::NoValue': noValue,
    'AWS::Partition': 'aws',
    'AWS::Region': place.region,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack.name}/local`,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const scope: StackScope = {
    importValue,
    ref(name) {
      if (name in pseudo) return pseudo[name];
      const parameter = template.Parameters?.[name];
      if (parameter) return parameterOf(name, parameter);
      return identityOf(name).ref;
    },
    attribute(logicalId, name) {
      const value = identityOf(logicalId).attributes[name];
      if (value === undefined) throw new Error(`${logicalId} has no attribute ${name} here`);
      return value;
    },
    condition(name) {
      const condition = template.Conditions?.[name];
      if (condition === undefined) throw new Error(`unknown condition ${name}`);
      return resolveCondition(condition, scope);
    },
    mapping(map, top, second) {
      const entry = template.Mappings?.[map];
      const row = isObject(entry) ? entry[top] : undefined;
      const value = isObject(row) ? row[second] : undefined;
      if (value === undefined) throw new Error(`there is no ${map}.${top}.${second} in Mappings`);
      return value;
    },
    identity(logicalId) {
      const resource = template.Resources?.[logicalId];
      if (!resource) throw new Error(`unknown resource ${logicalId}`);
      if (!known.has(logicalId))
        known.set(logicalId, identify(namedResource(stack, logicalId, resource, scope), place));
      return known.get(logicalId);
    },
  };
  function identityOf(logicalId: string): ResourceIdentity {
    const identity = scope.identity(logicalId);
    if (!identity) throw new Error(`${logicalId} (${template.Resources?.[logicalId]?.Type}) has no local name`);
    return identity;
  }
  return scope;
}

function namedResource(stack: StackTemplate, logicalId: string, resource: Resource, scope: TemplateScope) {
  return {
    stack: stack.name,
    logicalId,
    type: resource.Type,
    property: (name: string) => resolveTemplate(resource.Properties?.[name], scope),
  };
}

function parameterOf(name: string, { Type, Default }: { readonly Type: string; readonly Default?: unknown }): unknown {
  if (Type.startsWith('AWS::')) throw new Error(`parameter ${name} is looked up in an account (${Type})`);
  if (Default === undefined) throw new Error(`parameter ${name} has no default`);
  return Default;
}

// CDK composes an HTTP API's address from parts, which resolve to the one it would have in AWS.
function localized(properties: JsonObject, { pagesUrl, region }: LocalPlace): JsonObject {
  const address = new RegExp(`https://[a-z0-9]{10}\\.execute-api\\.${region}\\.amazonaws\\.com`, 'g');
  const replaced: unknown = JSON.parse(JSON.stringify(properties).replace(address, pagesUrl));
  return isObject(replaced) ? replaced : {};
}

function exportedValue(exported: ReadonlyMap<string, () => unknown>, name: string): unknown {
  const value = exported.get(name);
  if (!value) throw new Error(`no stack exports ${name}`);
  return value();
}

function within<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(place, error instanceof Error ? error.message : String(error));
  }
}
