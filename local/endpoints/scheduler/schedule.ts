import { z } from 'zod';
import { parseOccurrences } from './occurrences.ts';
import { invalid } from './scheduler-error.ts';

const namePattern = /^[0-9a-zA-Z-_.]{1,64}$/;
const nameSchema = z.string().regex(namePattern, 'must match [0-9a-zA-Z-_.]{1,64}');
// The API sends dates as seconds since the epoch, CloudFormation as ISO text.
const dateMsSchema = z.union([
  z.number().transform((seconds) => seconds * 1000),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);

const targetSchema = z.strictObject({
  Arn: z.string().regex(/^arn:/).max(1600),
  RoleArn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/),
  Input: z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= 256 * 1024, 'is larger than 256 KB')
    .optional(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).default(86_400),
      MaximumRetryAttempts: z.number().int().min(0).max(185).default(185),
    })
    .default({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 }),
  DeadLetterConfig: z.strictObject({ Arn: z.string().regex(/^arn:aws[a-z-]*:sqs:/) }).optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().min(1).max(128).optional() }).optional(),
});

/** What a call or a template may say of a schedule, with the API's defaults; anything unknown is an error. */
const definitionSchema = z.strictObject({
  Name: nameSchema,
  GroupName: nameSchema.default('default'),
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).default('UTC'),
  StartDate: dateMsSchema.optional(),
  EndDate: dateMsSchema.optional(),
  Description: z.string().max(512).optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  KmsKeyArn: z.string().optional(),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  FlexibleTimeWindow: z.discriminatedUnion('Mode', [
    z.strictObject({ Mode: z.literal('OFF') }),
    z.strictObject({ Mode: z.literal('FLEXIBLE'), MaximumWindowInMinutes: z.number().int().min(1).max(1440) }),
  ]),
  Target: targetSchema,
  ClientToken: z
    .string()
    .regex(/^[a-zA-Z0-9-_]{1,64}$/)
    .optional(),
});

/** A schedule's target, in the API's words. */
export type ScheduleTarget = z.output<typeof targetSchema>;

/** What a schedule says, all defaults filled in. */
export interface ScheduleDefinition {
  readonly name: string;
  readonly groupName: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly startDateMs: number | undefined;
  readonly endDateMs: number | undefined;
  readonly description: string | undefined;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly kmsKeyArn: string | undefined;
  readonly actionAfterCompletion: 'NONE' | 'DELETE';
  readonly flexibleTimeWindow: z.output<typeof definitionSchema>['FlexibleTimeWindow'];
  readonly target: ScheduleTarget;
}

/** A stored schedule. All occurrences up to `firedUpToMs` are done with. */
export interface Schedule extends ScheduleDefinition {
  readonly arn: string;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly firedUpToMs: number;
  /** The token of the call that created it, by which a repeated call is known. */
  readonly clientToken: string | undefined;
}

/** Reads a definition in the words of the API and of AWS::Scheduler::Schedule. Throws a ValidationException. */
export function parseDefinition(
  wire: unknown,
  nowMs: number,
): ScheduleDefinition & { clientToken: string | undefined } {
  const parsed = definitionSchema.safeParse(wire);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'invalid' };
    throw invalid(`1 validation error detected: Value at '${path.join('.')}' failed to satisfy constraint: ${message}`);
  }
  const { data } = parsed;
  const definition = {
    name: data.Name,
    groupName: data.GroupName,
    expression: data.ScheduleExpression,
    timeZone: data.ScheduleExpressionTimezone,
    startDateMs: data.StartDate,
    endDateMs: data.EndDate,
    description: data.Description,
    state: data.State,
    kmsKeyArn: data.KmsKeyArn,
    actionAfterCompletion: data.ActionAfterCompletion,
    flexibleTimeWindow: data.FlexibleTimeWindow,
    target: data.Target,
    clientToken: data.ClientToken,
  };
  parseOccurrences({ ...definition, createdAtMs: nowMs });
  checkTogether(definition, nowMs);
  return definition;
}

/** A group's or schedule's name. Throws a ValidationException. */
export function checkName(name: string): string {
  if (!namePattern.test(name)) throw invalid(`Value '${name}' at 'name' failed to satisfy constraint: ${namePattern}`);
  return name;
}

function checkTogether({ target, startDateMs, endDateMs }: ScheduleDefinition, nowMs: number): void {
  if (startDateMs !== undefined && endDateMs !== undefined && endDateMs <= startDateMs) {
    throw invalid('The EndDate must come after the StartDate.');
  }
  if (endDateMs !== undefined && endDateMs < nowMs) throw invalid('The EndDate you specify cannot be in the past.');
  if (target.Arn.includes(':lambda:') && target.Input !== undefined && !isJson(target.Input)) {
    throw invalid('Target.Input must be valid JSON for a Lambda function.');
  }
  if (target.Arn.endsWith('.fifo') && target.SqsParameters?.MessageGroupId === undefined) {
    throw invalid('A FIFO queue needs SqsParameters.MessageGroupId.');
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
