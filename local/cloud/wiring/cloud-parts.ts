import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { EventPattern } from '../events/event-pattern.ts';
import type { Statement } from '../iam/statement.ts';

/** A table as the engines are asked for it. `partitionKeys` has the table's under '' and each index's under its name. */
export interface TablePart {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly keyArn?: string;
  readonly definition: CreateTableCommandInput & { readonly TableName: string };
  readonly partitionKeys: Readonly<Record<string, string>>;
}

/** A queue. `redrive` says where a message goes that was received too often. */
export interface QueuePart {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly keyArn?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly redrive?: { readonly queueArn: string; readonly maxReceiveCount: number };
}

/** A bucket; `raisesEvents` when it tells EventBridge of its objects. */
export interface BucketPart {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly keyArn?: string;
  readonly raisesEvents: boolean;
}

/** A Lambda function. `retries` and `onFailureArn` are for asynchronous invocations. */
export interface FunctionPart {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly codeDir: string;
  /** `file.export` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMiB: number;
  readonly retries: number;
  readonly onFailureArn?: string;
}

/** A queue that feeds a function. `gathers` when the mapping has a batching window. */
export interface MappingPart {
  readonly logicalId: string;
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly gathers: boolean;
  readonly reportsItemFailures: boolean;
}

/** Where a rule's events go; `input` replaces the event. */
export interface RuleTarget {
  readonly arn: string;
  readonly input?: string;
  readonly deadLetterArn?: string;
}

/** A rule on an event bus, by the bus's name. */
export interface RulePart {
  readonly logicalId: string;
  readonly arn: string;
  readonly bus: string;
  readonly pattern: EventPattern;
  readonly targets: readonly RuleTarget[];
}

/** A route of the HTTP API: `$default` or `METHOD /path`. */
export interface RoutePart {
  readonly key: string;
  readonly apiId: string;
  readonly functionArn: string;
}

/** A secret; `value` when the template gives one. */
export interface SecretPart {
  readonly logicalId: string;
  readonly arn: string;
  readonly name: string;
  readonly keyArn?: string;
  readonly value?: string;
}

/** A secret that a function rotates. Nothing here does so by the calendar. */
export interface RotationPart {
  readonly logicalId: string;
  readonly secretArn: string;
  readonly functionArn: string;
}

/** Events of a configuration set that SES tells the default event bus, by SES's words for them (`Bounce`). */
export interface MailEventsPart {
  readonly logicalId: string;
  readonly configurationSet: string;
  readonly eventTypes: ReadonlySet<string>;
}

/** A role: who may take it, and what it may then do. */
export interface RolePart {
  readonly arn: string;
  readonly trust: readonly Statement[];
  readonly statements: readonly Statement[];
}

/** All that the templates say, in the words of the local cloud. */
export interface CloudParts {
  readonly tables: readonly TablePart[];
  readonly queues: readonly QueuePart[];
  readonly buckets: readonly BucketPart[];
  readonly functions: readonly FunctionPart[];
  readonly mappings: readonly MappingPart[];
  readonly rules: readonly RulePart[];
  /** Names of event buses beside the default one. */
  readonly eventBuses: readonly string[];
  readonly routes: readonly RoutePart[];
  readonly secrets: readonly SecretPart[];
  readonly rotations: readonly RotationPart[];
  readonly roles: readonly RolePart[];
  /** Names of schedule groups, and schedules in the words of AWS::Scheduler::Schedule. */
  readonly scheduleGroups: readonly string[];
  readonly schedules: readonly Readonly<Record<string, unknown>>[];
  readonly identities: readonly string[];
  readonly configurationSets: readonly string[];
  readonly mailEvents: readonly MailEventsPart[];
  /** Policies of queues, buckets, keys and functions, by ARN. */
  readonly resourcePolicies: ReadonlyMap<string, readonly Statement[]>;
}
