import { z } from 'zod';
import { isObject, listOf } from '../json.ts';
import { TemplateError } from '../template-error.ts';
import { type Condition, readConditions } from './conditions.ts';

/** Who calls: a role of a function or schedule, or an AWS service by itself. */
export type Principal =
  | { readonly kind: 'role'; readonly arn: string; readonly account: string }
  | { readonly kind: 'service'; readonly service: string };

/** One statement of a policy. `principals` is absent in identity policies, `resources` in trust policies. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly StatementPrincipal[];
  readonly conditions: readonly Condition[];
}

/** Whom a statement of a resource's policy is about. */
export type StatementPrincipal = { readonly type: 'AWS' | 'Service'; readonly value: string };

const strings = z.union([z.string(), z.array(z.string())]).transform((value) => listOf(value).map(String));
// Strict, so that NotAction, NotResource and NotPrincipal are errors.
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: strings,
  Resource: strings.optional(),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const documentSchema = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.unknown(),
});

/** Reads a policy document. Throws a TemplateError that names `place` where it says something unknown here. */
export function readPolicy(document: unknown, place: string): readonly Statement[] {
  try {
    return listOf(documentSchema.parse(document).Statement).map(readStatement);
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    throw new TemplateError(place, `policy: ${detail}`);
  }
}

function readStatement(source: unknown): Statement {
  const { Effect, Action, Resource, Principal, Condition } = statementSchema.parse(source);
  const variable = Resource?.find((resource) => resource.includes('${'));
  if (variable !== undefined) throw new Error(`policy variables are unknown here: ${variable}`);
  return {
    effect: Effect,
    actions: Action,
    ...(Resource === undefined ? {} : { resources: Resource }),
    ...(Principal === undefined ? {} : { principals: readPrincipals(Principal) }),
    conditions: readConditions(Condition),
  };
}

function readPrincipals(principal: unknown): readonly StatementPrincipal[] {
  if (principal === '*') return [{ type: 'AWS', value: '*' }];
  if (!isObject(principal)) throw new Error('unknown Principal');
  return Object.entries(principal).flatMap(([type, values]) => {
    if (type !== 'AWS' && type !== 'Service') throw new Error(`unknown principal type ${type}`);
    return listOf(values).map((value) => ({ type, value: String(value) }));
  });
}
