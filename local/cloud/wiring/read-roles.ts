import { z } from 'zod';
import type { CloudResource } from '../assembly/resolve-stacks.ts';
import { readPolicy, type Statement } from '../iam/statement.ts';
import { TemplateError } from '../template-error.ts';
import type { RolePart } from './cloud-parts.ts';

const roleSchema = z.looseObject({
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: z.array(z.string()).optional(),
  Policies: z.array(z.looseObject({ PolicyDocument: z.unknown() })).optional(),
  PermissionsBoundary: z.undefined().optional(),
});
const policySchema = z.strictObject({
  PolicyName: z.string(),
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()),
});

/** They only let a function write its own log, which needs no permission here. */
const harmlessManagedPolicies: ReadonlySet<string> = new Set([
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
]);

/** Reads every role with all policies attached to it. Throws a TemplateError for a managed policy unknown here. */
export function readRoles(resources: readonly CloudResource[]): readonly RolePart[] {
  const attached = new Map<string, Statement[]>();
  for (const resource of resources.filter(({ type }) => type === 'AWS::IAM::Policy')) {
    const place = `${resource.stack}/${resource.logicalId}`;
    const { Roles, PolicyDocument } = policySchema.parse(resource.properties);
    for (const role of Roles) {
      attached.set(role, [...(attached.get(role) ?? []), ...readPolicy(PolicyDocument, place)]);
    }
  }
  return resources
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .map((resource) => {
      const place = `${resource.stack}/${resource.logicalId}`;
      const { AssumeRolePolicyDocument, ManagedPolicyArns = [], Policies = [] } = roleSchema.parse(resource.properties);
      const unknown = ManagedPolicyArns.find((arn) => !harmlessManagedPolicies.has(arn));
      if (unknown !== undefined) throw new TemplateError(place, `unknown managed policy ${unknown}`);
      const inline = Policies.flatMap(({ PolicyDocument }) => readPolicy(PolicyDocument, place));
      return {
        arn: resource.attributes.Arn ?? '',
        trust: readPolicy(AssumeRolePolicyDocument, place),
        statements: [...inline, ...(attached.get(resource.ref) ?? [])],
      };
    });
}
