import { z } from 'zod';
import { type LocalClock, realClock } from '../virtual-clock.ts';
import { type EndpointAnswer, type EndpointRequest, type HttpEndpoint, startHttpEndpoint } from './http-endpoint.ts';
import { type SecretVersion, withCurrent, withPut, withStageMoved } from './secrets/secret-versions.ts';
import { SecretsFailure } from './secrets/secrets-failure.ts';

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

/** Secrets Manager as readers and rotations know it; `set` gives a secret a new current value and creates it where needed. */
export interface SecretsEndpoint extends HttpEndpoint {
  set(arn: string, value: string): void;
}

interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  versions: readonly SecretVersion[];
}

type Action = (secret: StoredSecret, input: unknown, clock: LocalClock) => object;

const targetPrefix = 'secretsmanager.';
const secretIdInput = z.object({ SecretId: z.string().min(1) });
const getSecretValueInput = z.object({ VersionId: z.string().optional(), VersionStage: z.string().optional() });
const putSecretValueInput = z.object({
  ClientRequestToken: z.string().min(1),
  SecretString: z.string().min(1),
  VersionStages: z.array(z.string()).nonempty().default(['AWSCURRENT']),
});
const updateStageInput = z.object({
  VersionStage: z.string(),
  MoveToVersionId: z.string().optional(),
  RemoveFromVersionId: z.string().optional(),
});

/** Starts a stand-in for Secrets Manager (JSON 1.1): values with versions and staging labels, by ARN or name. */
export async function startSecrets(options: SecretsOptions = {}): Promise<SecretsEndpoint> {
  const clock = options.clock ?? realClock;
  const secrets = new Map<string, StoredSecret>();
  const secretAt = (arn: string, name = nameInArn(arn)) => {
    const secret = secrets.get(arn) ?? { arn, name, versions: [] };
    secrets.set(arn, secret);
    return secret;
  };
  const set = (secret: StoredSecret, value: string) => {
    secret.versions = withCurrent(secret.versions, value, clock.nowMs());
  };
  for (const { arn, name, value } of options.secrets ?? []) {
    const secret = secretAt(arn, name);
    if (value !== undefined) set(secret, value);
  }
  const endpoint = await startHttpEndpoint((request) => answer([...secrets.values()], request, clock));
  return { ...endpoint, set: (arn, value) => set(secretAt(arn), value) };
}

function answer(secrets: readonly StoredSecret[], request: EndpointRequest, clock: LocalClock): EndpointAnswer {
  const target = String(request.headers['x-amz-target'] ?? '');
  const action = target.startsWith(targetPrefix) ? actions[target.slice(targetPrefix.length)] : undefined;
  try {
    if (action === undefined) {
      throw new SecretsFailure(
        'UnknownOperationException',
        `The local Secrets Manager does not know ${target || 'this call'}.`,
      );
    }
    const body = parseJson(request.body);
    const { SecretId } = parsed(secretIdInput, body);
    const secret = secrets.find(({ arn, name }) => arn === SecretId || name === SecretId);
    if (!secret) throw notFound('the specified secret.');
    return json(200, { ARN: secret.arn, Name: secret.name, ...action(secret, body, clock) });
  } catch (error) {
    if (error instanceof SecretsFailure) return json(400, { __type: error.type, Message: error.message });
    throw error;
  }
}

const actions: Readonly<Record<string, Action>> = {
  GetSecretValue({ versions }, input) {
    const { VersionId, VersionStage } = parsed(getSecretValueInput, input);
    const stage = VersionStage ?? (VersionId === undefined ? 'AWSCURRENT' : undefined);
    const version = versions.find(
      ({ id, stages }) => (VersionId ?? id) === id && (stage === undefined || stages.includes(stage)),
    );
    if (!version) {
      const wanted = VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`;
      throw notFound(`the specified secret value for ${wanted}`);
    }
    const { id, value, stages, createdAtMs } = version;
    return { VersionId: id, SecretString: value, VersionStages: stages, CreatedDate: createdAtMs / 1000 };
  },
  DescribeSecret({ versions }) {
    const labelled = versions.filter(({ stages }) => stages.length > 0);
    return { VersionIdsToStages: Object.fromEntries(labelled.map(({ id, stages }) => [id, stages])) };
  },
  PutSecretValue(secret, input, clock) {
    const { ClientRequestToken: id, SecretString: value, VersionStages: stages } = parsed(putSecretValueInput, input);
    secret.versions = withPut(secret.versions, { id, value, stages }, clock.nowMs());
    return { VersionId: id, VersionStages: stages };
  },
  UpdateSecretVersionStage(secret, input) {
    const { VersionStage, MoveToVersionId: toId, RemoveFromVersionId: fromId } = parsed(updateStageInput, input);
    const ids = { ...(toId !== undefined && { toId }), ...(fromId !== undefined && { fromId }) };
    secret.versions = withStageMoved(secret.versions, VersionStage, ids);
    return {};
  },
};

/** The operations that the stand-in knows. */
export const secretsOperations: ReadonlySet<string> = new Set(Object.keys(actions));

function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [path] = result.error.issues.map((issue) => issue.path.join('.'));
  throw new SecretsFailure('InvalidParameterException', `${path || 'The request'} is missing or invalid.`);
}

function notFound(what: string): SecretsFailure {
  return new SecretsFailure('ResourceNotFoundException', `Secrets Manager can't find ${what}`);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function json(status: number, body: unknown): EndpointAnswer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

// Secrets Manager ends an ARN with a hyphen and six characters of its own.
function nameInArn(arn: string): string {
  return (arn.split(':').at(-1) ?? arn).replace(/-[0-9A-Za-z]{6}$/, '');
}
