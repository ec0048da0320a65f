import { z } from 'zod';
import type { CloudResource } from '../assembly/resolve-stacks.ts';
import { TemplateError } from '../template-error.ts';
import type { FunctionPart, MappingPart, RoutePart } from './cloud-parts.ts';

const functionSchema = z.looseObject({
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
  Handler: z.string(),
  Layers: z.undefined().optional(),
  MemorySize: z.number().default(128),
  Role: z.string(),
  Runtime: z.string().regex(/^nodejs/),
  Timeout: z.number().default(3),
  VpcConfig: z.undefined().optional(),
});
const invokeConfigSchema = z.strictObject({
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() }).optional(),
  FunctionName: z.string(),
  MaximumEventAgeInSeconds: z.number().optional(),
  MaximumRetryAttempts: z.number().optional(),
  Qualifier: z.literal('$LATEST'),
});

/** Lambda functions with how they are retried when invoked asynchronously. */
export function readFunctions(resources: readonly CloudResource[]): readonly FunctionPart[] {
  const configs = ofType(resources, 'AWS::Lambda::EventInvokeConfig').map((one) => parsed(invokeConfigSchema, one));
  return ofType(resources, 'AWS::Lambda::Function').map((resource) => {
    const { Code, Environment, Handler, MemorySize, Role, Timeout } = parsed(functionSchema, resource);
    const codeDir = resource.assetDirs.get(Code.S3Key);
    if (codeDir === undefined) throw new TemplateError(placeOf(resource), `no asset has the key ${Code.S3Key}`);
    const config = configs.find(({ FunctionName }) => FunctionName === resource.ref);
    const onFailureArn = config?.DestinationConfig?.OnFailure?.Destination;
    return {
      logicalId: resource.logicalId,
      name: resource.ref,
      arn: resource.attributes.Arn ?? '',
      roleArn: Role,
      codeDir,
      handler: Handler,
      environment: Environment?.Variables ?? {},
      timeoutMs: Timeout * 1000,
      memoryMiB: MemorySize,
      // Lambda retries an asynchronous invocation twice.
      retries: config?.MaximumRetryAttempts ?? 2,
      ...(onFailureArn === undefined ? {} : { onFailureArn }),
    };
  });
}

// Strict: a filter or an on-failure destination that is not obeyed would be a guess.
const mappingSchema = z.strictObject({
  BatchSize: z.number().default(10),
  Enabled: z.literal(true).optional(),
  EventSourceArn: z.string().startsWith('arn:aws:sqs:'),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number() }).optional(),
  Tags: z.unknown().optional(),
});

/** Queues that feed functions. */
export function readMappings(
  resources: readonly CloudResource[],
  functions: readonly FunctionPart[],
): readonly MappingPart[] {
  return ofType(resources, 'AWS::Lambda::EventSourceMapping').map((resource) => {
    const mapping = parsed(mappingSchema, resource);
    const target = functions.find(({ name, arn }) => name === mapping.FunctionName || arn === mapping.FunctionName);
    if (!target) throw new TemplateError(placeOf(resource), `unknown function ${mapping.FunctionName}`);
    return {
      logicalId: resource.logicalId,
      queueArn: mapping.EventSourceArn,
      functionArn: target.arn,
      batchSize: mapping.BatchSize,
      gathers: mapping.MaximumBatchingWindowInSeconds > 0,
      reportsItemFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    };
  });
}

const integrationSchema = z.looseObject({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  RequestParameters: z.undefined().optional(),
  ResponseParameters: z.undefined().optional(),
});
const routeSchema = z.looseObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().regex(/^integrations\//),
  AuthorizationType: z.literal('NONE').optional(),
  AuthorizerId: z.undefined().optional(),
});

/** Routes of the HTTP API with the functions that answer them. */
export function readRoutes(resources: readonly CloudResource[]): readonly RoutePart[] {
  const integrations = new Map(ofType(resources, 'AWS::ApiGatewayV2::Integration').map((one) => [one.ref, one]));
  return ofType(resources, 'AWS::ApiGatewayV2::Route').map((resource) => {
    const { ApiId, RouteKey, Target } = parsed(routeSchema, resource);
    const integration = integrations.get(Target.slice('integrations/'.length));
    if (!integration) throw new TemplateError(placeOf(resource), `unknown target ${Target}`);
    const { IntegrationUri } = parsed(integrationSchema, integration);
    const [functionArn = ''] = /arn:aws:lambda:[^/]+/.exec(IntegrationUri) ?? [];
    return { key: RouteKey, apiId: ApiId, functionArn };
  });
}

/** The resources of one type. */
export function ofType(resources: readonly CloudResource[], type: string): readonly CloudResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Where a resource stands, for errors. */
export function placeOf({ stack, logicalId }: CloudResource): string {
  return `${stack}/${logicalId}`;
}

/** A resource's properties as a schema reads them. Throws a TemplateError that names the resource. */
export function parsed<T>(schema: z.ZodType<T>, resource: CloudResource): T {
  const result = schema.safeParse(resource.properties);
  if (result.success) return result.data;
  throw new TemplateError(placeOf(resource), z.prettifyError(result.error));
}
