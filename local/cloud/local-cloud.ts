import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SesEndpoint } from '../endpoints/ses.ts';
import type { TeamsEndpoint } from '../endpoints/teams.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { AcceptFire } from './events/fire-schedules.ts';
import type { JsonObject } from './json.ts';
import type { LocalBucket } from './local-bucket.ts';
import type { CloudObservation } from './observe-cloud.ts';
import type { CloudParts } from './wiring/cloud-parts.ts';

/** The whole of the two stacks on this machine. Close it. */
export interface LocalCloud extends LocalBucket, CloudObservation {
  readonly clock: VirtualClock;
  readonly pagesUrl: string;
  /** Where SDK clients call, with the local cloud's own access key. */
  readonly proxyUrl: string;
  readonly region: string;
  readonly parts: CloudParts;
  readonly ses: SesEndpoint;
  readonly teams: TeamsEndpoint;
  /** The latest events that were put on buses by PutEvents, ours among them, oldest first. */
  busEvents(): readonly JsonObject[];
  /** Reads tables in the local cloud's own name. */
  readonly dynamo: DynamoDBDocumentClient;
  /** Feeds the functions until every queue is empty and nothing is under way; delayed messages keep waiting. */
  drain(): Promise<void>;
  /** Moves the clock on, firing schedules in order of time and draining after each moment. */
  runUntil(untilMs: number, accept?: AcceptFire): Promise<void>;
  /** Calls a job's function and answers what it answers. Throws an Error where it fails. */
  invoke(job: string, event: unknown): Promise<unknown>;
  /** Gives a secret (by ARN or name) a value. Functions that have read it keep the old one. */
  setSecret(id: string, value: string): void;
  /** Rotates a secret (by ARN) as Secrets Manager would; functions keep what they have read for a while. Throws an Error. */
  rotateSecret(arn: string): Promise<void>;
  close(): Promise<void>;
}
