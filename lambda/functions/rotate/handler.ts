import * as z from 'zod/mini';
import { rotateLinkKey } from '../../use-cases/rotate-link-key.ts';
import { createTools, type RotateTools } from './tools.ts';

const rotationEvent = z.object({
  Step: z.enum(['createSecret', 'setSecret', 'testSecret', 'finishSecret']),
  SecretId: z.string(),
  ClientRequestToken: z.string().check(z.minLength(1)),
});

/** Does what Secrets Manager asks for in a rotation, of the one secret that is to be rotated so. */
export function createHandler({ secretId, ...tools }: RotateTools): (event: unknown) => Promise<void> {
  return async (event) => {
    const { Step, SecretId, ClientRequestToken } = rotationEvent.parse(event);
    if (SecretId !== secretId) throw new Error('This function rotates no other secret than the link key.');
    await rotateLinkKey(tools, { step: Step, version: ClientRequestToken });
  };
}

export const handler = createHandler(createTools());
