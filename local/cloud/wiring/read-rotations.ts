import { z } from 'zod';
import type { CloudResource } from '../assembly/resolve-stacks.ts';
import { TemplateError } from '../template-error.ts';
import type { FunctionPart, RotationPart } from './cloud-parts.ts';
import { ofType, parsed, placeOf } from './read-functions.ts';

const rotationSchema = z.strictObject({
  RotateImmediatelyOnUpdate: z.literal(false),
  RotationLambdaARN: z.string(),
  RotationRules: z.strictObject({ AutomaticallyAfterDays: z.number() }),
  SecretId: z.string(),
});

/** Which function rotates which secret. Throws a TemplateError where one of the two is unknown, or rotates at deployment. */
export function readRotations(
  resources: readonly CloudResource[],
  functions: readonly FunctionPart[],
): readonly RotationPart[] {
  const secrets = new Set(ofType(resources, 'AWS::SecretsManager::Secret').map(({ ref }) => ref));
  return ofType(resources, 'AWS::SecretsManager::RotationSchedule').map((resource) => {
    const { SecretId: secretArn, RotationLambdaARN: functionArn } = parsed(rotationSchema, resource);
    if (!secrets.has(secretArn)) throw new TemplateError(placeOf(resource), `unknown secret ${secretArn}`);
    if (!functions.some(({ arn }) => arn === functionArn)) {
      throw new TemplateError(placeOf(resource), `unknown function ${functionArn}`);
    }
    return { logicalId: resource.logicalId, secretArn, functionArn };
  });
}
