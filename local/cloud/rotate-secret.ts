import { randomUUID } from 'node:crypto';
import type { LocalPlace } from './assembly/resource-identity.ts';
import type { Invoker } from './functions/invoker.ts';
import type { Authority } from './iam/authority.ts';
import type { CloudParts } from './wiring/cloud-parts.ts';

/** What rotating a secret needs. */
export interface RotateSecretOptions {
  readonly parts: CloudParts;
  readonly place: LocalPlace;
  readonly authority: Authority;
  readonly invoker: Invoker;
}

const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

/**
 * Answers how to rotate a secret, by ARN, as Secrets Manager does it: its function is called for one step after the
 * other. Throws an Error where there is no rotation, the function may not be called, or a step fails.
 */
export function createRotateSecret({ parts, place, authority, invoker }: RotateSecretOptions) {
  return async (secretArn: string, version: string = randomUUID()): Promise<void> => {
    const rotation = parts.rotations.find((one) => one.secretArn === secretArn);
    if (!rotation) throw new Error(`Nothing rotates ${secretArn} in the templates.`);
    const { functionArn } = rotation;
    const context = { 'aws:sourcearn': [secretArn], 'aws:sourceaccount': [place.account] };
    const call = { action: 'lambda:InvokeFunction', resource: functionArn, context };
    if (authority.refusal({ kind: 'service', service: 'secretsmanager.amazonaws.com' }, [call])) {
      throw new Error(`Secrets Manager may not call ${functionArn} for ${secretArn}.`);
    }
    for (const Step of steps) {
      const event = { Step, SecretId: secretArn, ClientRequestToken: version };
      const result = await invoker.invoke(functionArn, event);
      if (!result.ok) throw new Error(`${Step}: ${result.errorType}: ${result.errorMessage}`);
    }
  };
}
