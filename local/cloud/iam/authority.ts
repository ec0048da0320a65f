import type { LocalPlace } from '../assembly/resource-identity.ts';
import type { CloudParts, RolePart } from '../wiring/cloud-parts.ts';
import type { AccessContext } from './conditions.ts';
import { decideAccess } from './decide-access.ts';
import { keyUseOf } from './key-use.ts';
import type { Principal } from './statement.ts';

/** One thing a call wants to do. `context` adds to what is known of every call. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context?: AccessContext;
}

/** Answers whether callers may do things, from the synthesized policies alone. */
export interface Authority {
  /** The first of the permissions that is refused, its key's included; undefined when all are given. */
  refusal(principal: Principal, permissions: readonly Permission[]): Permission | undefined;
  /** Whether a service may take a role; `sourceArn` is on whose behalf. */
  mayAssume(service: string, roleArn: string, sourceArn?: string): boolean;
  rolePrincipal(roleArn: string): Principal;
}

/** Reads who may do what out of the parts. */
export function createAuthority(parts: CloudParts, place: Pick<LocalPlace, 'account' | 'region'>): Authority {
  const { account, region } = place;
  const roles = new Map<string, RolePart>(parts.roles.map((role) => [role.arn, role]));
  const keys = new Map(
    [...parts.tables, ...parts.queues, ...parts.buckets, ...parts.secrets].map(({ arn, keyArn }) => [arn, keyArn]),
  );
  const everyCall: AccessContext = {
    // SDK clients speak plain HTTP on a laptop and TLS in AWS; what is checked is how it will be there.
    'aws:securetransport': ['true'],
    's3:tlsversion': ['1.3'],
  };

  function isAllowed(principal: Principal, { action, resource, context }: Permission): boolean {
    const caller =
      principal.kind === 'role' ? { 'aws:principalarn': [principal.arn], 'aws:principalaccount': [account] } : {};
    const policy = parts.resourcePolicies.get(ownerOf(resource));
    const identity = principal.kind === 'role' ? (roles.get(principal.arn)?.statements ?? []) : [];
    return decideAccess(
      { principal, action, resource, context: { ...everyCall, ...caller, ...context } },
      {
        identity,
        resourceDecides: action.startsWith('kms:'),
        ...(policy === undefined ? {} : { resource: policy }),
      },
    );
  }

  function keyPermissions({ action, resource }: Permission): Permission[] {
    const keyArn = keys.get(ownerOf(resource));
    if (keyArn === undefined) return [];
    const { actions, service } = keyUseOf(action);
    const context = { 'kms:viaservice': [`${service}.${region}.amazonaws.com`], 'kms:calleraccount': [account] };
    return actions.map((keyAction) => ({ action: keyAction, resource: keyArn, context }));
  }

  return {
    refusal(principal, permissions) {
      const all = permissions.flatMap((permission) => [permission, ...keyPermissions(permission)]);
      return all.find((permission) => !isAllowed(principal, permission));
    },
    mayAssume(service, roleArn, sourceArn) {
      const context: AccessContext = {
        ...everyCall,
        ...(sourceArn === undefined ? {} : { 'aws:sourcearn': [sourceArn], 'aws:sourceaccount': [account] }),
      };
      const request = { action: 'sts:AssumeRole', resource: roleArn, context };
      const principal: Principal = { kind: 'service', service };
      return decideAccess({ ...request, principal }, { identity: [], resource: roles.get(roleArn)?.trust ?? [] });
    },
    rolePrincipal: (arn) => ({ kind: 'role', arn, account }),
  };
}

// Policies and keys belong to the bucket of an object and to the table of an index.
function ownerOf(resource: string): string {
  if (resource.startsWith('arn:aws:s3:::')) return resource.split('/')[0] ?? resource;
  return resource.startsWith('arn:aws:dynamodb:') ? resource.replace(/\/index\/.*$/, '') : resource;
}
