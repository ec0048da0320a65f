import { createHash } from 'node:crypto';
import type { LocalPlace } from '../assembly/resource-identity.ts';
import type { FunctionPart } from '../wiring/cloud-parts.ts';

/** The access key id under which the local cloud itself calls, allowed everything. */
export const localAccessKeyId = 'AKIALOCALCLOUDITSELF';

/** The access key id by which the proxy knows a function. */
export function accessKeyIdOf({ arn }: Pick<FunctionPart, 'arn'>): string {
  return `AKIA${createHash('sha256').update(arn).digest('hex').slice(0, 16).toUpperCase()}`;
}

/**
 * A function's whole environment: what its template says, what Lambda adds, and endpoints that lead to the proxy.
 * Nothing of this machine's own, so that no real account can be reached.
 */
export function functionEnv(part: FunctionPart, { region, proxyUrl }: LocalPlace): Readonly<Record<string, string>> {
  return {
    ...part.environment,
    AWS_ACCESS_KEY_ID: accessKeyIdOf(part),
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: proxyUrl,
    ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, proxyUrl])),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(part.memoryMiB),
    AWS_LAMBDA_FUNCTION_NAME: part.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${part.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_REGION: region,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_CONFIG_FILE: '/dev/null',
    LAMBDA_TASK_ROOT: part.codeDir,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    _HANDLER: part.handler,
  };
}

const services = ['DYNAMODB', 'EVENTBRIDGE', 'S3', 'SCHEDULER', 'SECRETS_MANAGER', 'SES', 'SESV2', 'SQS'];
