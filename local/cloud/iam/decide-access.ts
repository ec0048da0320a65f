import type { AccessContext } from './conditions.ts';
import type { Principal, Statement, StatementPrincipal } from './statement.ts';
import { fits } from './wildcard.ts';

/** One question: may this principal do this to that? */
export interface AccessRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: AccessContext;
}

/** The policies that speak to a request: the caller's own, and the resource's where it has one. */
export interface AccessPolicies {
  readonly identity: readonly Statement[];
  readonly resource?: readonly Statement[];
  /** KMS: a caller's own policies count only where the key's policy hands the decision to the account. */
  readonly resourceDecides?: boolean;
}

/** Decides as IAM does within one account: a Deny wins, then any Allow, else no. */
export function decideAccess(request: AccessRequest, policies: AccessPolicies): boolean {
  const own = policies.identity.filter((statement) => speaksOf(statement, request));
  const theirs = (policies.resource ?? []).filter((statement) => speaksOf(statement, request));
  const named = theirs.filter(({ principals = [] }) => principals.some((one) => isNamed(one, request.principal)));
  const account = theirs.filter(({ principals = [] }) => principals.some((one) => isAccount(one, request.principal)));
  if ([...own, ...named, ...account].some(({ effect }) => effect === 'Deny')) return false;
  if (named.some(allows)) return true;
  return own.some(allows) && (!policies.resourceDecides || account.some(allows));
}

function allows({ effect }: Statement): boolean {
  return effect === 'Allow';
}

function speaksOf(statement: Statement, { action, resource, context }: AccessRequest): boolean {
  return (
    // Action names are not case-sensitive; resources are.
    statement.actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
    (statement.resources === undefined || statement.resources.some((pattern) => fits(pattern, resource))) &&
    statement.conditions.every((holds) => holds(context))
  );
}

function isNamed({ type, value }: StatementPrincipal, principal: Principal): boolean {
  if (type === 'AWS' && value === '*') return true;
  if (principal.kind === 'service') return type === 'Service' && value === principal.service;
  return type === 'AWS' && value === principal.arn;
}

function isAccount({ type, value }: StatementPrincipal, principal: Principal): boolean {
  if (principal.kind === 'service' || type !== 'AWS') return false;
  return value === principal.account || value === `arn:aws:iam::${principal.account}:root`;
}
