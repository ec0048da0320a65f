import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type LocalClock, realClock } from '../virtual-clock.ts';
import { type EndpointAnswer, type EndpointRequest, type HttpEndpoint, startHttpEndpoint } from './http-endpoint.ts';

/** A secret as it is at start; without `value` it exists but has no version yet. */
export interface LocalSecret {
  readonly arn: string;
  readonly name?: string;
  readonly value?: string;
}

/** Options of the Secrets Manager stand-in. */
export interface SecretsOptions {
  readonly secrets?: readonly LocalSecret[];
  readonly clock?: LocalClock;
}

/** Secrets Manager's GetSecretValue; `set` gives a secret a new current value and creates it where needed. */
export interface SecretsEndpoint extends HttpEndpoint {
  set(arn: string, value: string): void;
}

interface Version {
  readonly id: string;
  readonly value: string;
  readonly createdAtMs: number;
}

interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  readonly version?: Version;
}

const targetPrefix = 'secretsmanager.';
const getSecretValueInput = z.object({
  SecretId: z.string().min(1),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});

/** Starts a stand-in for Secrets Manager (JSON 1.1), which answers GetSecretValue by ARN or name. */
export async function startSecrets(options: SecretsOptions = {}): Promise<SecretsEndpoint> {
  const clock = options.clock ?? realClock;
  const secrets = new Map<string, StoredSecret>();
  const version = (value: string): Version => ({ id: randomUUID(), value, createdAtMs: clock.nowMs() });
  for (const { arn, name, value } of options.secrets ?? []) {
    secrets.set(arn, {
      arn,
      name: name ?? nameInArn(arn),
      ...(value === undefined ? {} : { version: version(value) }),
    });
  }
  const endpoint = await startHttpEndpoint((request) => answer([...secrets.values()], request));
  return {
    ...endpoint,
    set(arn, value) {
      secrets.set(arn, { arn, name: secrets.get(arn)?.name ?? nameInArn(arn), version: version(value) });
    },
  };
}

function answer(secrets: readonly StoredSecret[], request: EndpointRequest): EndpointAnswer {
  const target = request.headers['x-amz-target'];
  if (target !== `${targetPrefix}GetSecretValue`) {
    return failure('UnknownOperationException', `The local Secrets Manager does not know ${target ?? 'this call'}.`);
  }
  const input = getSecretValueInput.safeParse(parseJson(request.body));
  if (!input.success) return failure('InvalidParameterException', 'SecretId is missing.');
  const { SecretId, VersionId, VersionStage = 'AWSCURRENT' } = input.data;
  const secret = secrets.find(({ arn, name }) => arn === SecretId || name === SecretId);
  if (!secret) return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const { version } = secret;
  if (!version || VersionStage !== 'AWSCURRENT' || (VersionId !== undefined && VersionId !== version.id)) {
    const wanted = VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`;
    return failure('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${wanted}`);
  }
  return json(200, {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.value,
    VersionStages: ['AWSCURRENT'],
    CreatedDate: version.createdAtMs / 1000,
  });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function failure(type: string, message: string): EndpointAnswer {
  return json(400, { __type: type, Message: message });
}

function json(status: number, body: unknown): EndpointAnswer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

// Secrets Manager ends an ARN with a hyphen and six characters of its own.
function nameInArn(arn: string): string {
  return (arn.split(':').at(-1) ?? arn).replace(/-[0-9A-Za-z]{6}$/, '');
}
