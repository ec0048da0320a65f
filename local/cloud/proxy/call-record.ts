import type { CallFault } from './call-fault.ts';

/** One call of an AWS service through the proxy. */
export interface CallRecord {
  readonly atMs: number;
  /** Logical id of the calling function; `local` is the local cloud itself. */
  readonly functionName: string;
  /** `dynamodb:BatchWriteItem`, `sqs:SendMessageBatch`, `s3:ListObjectsV2` … */
  readonly operation: string;
  /** ARNs of what was touched. */
  readonly resources: readonly string[];
  /** HTTP status of the answer; 0 where the connection was cut. */
  readonly status: number;
  /** What was made to go wrong with it. */
  readonly fault?: CallFault;
  /** DynamoDB's own count, where the cloud was started with `measureCapacity`. */
  readonly consumedCapacity?: readonly ConsumedCapacity[];
}

/** Capacity units that one call took of one table, its indexes included. */
export interface ConsumedCapacity {
  readonly table: string;
  readonly units: number;
  readonly indexUnits: Readonly<Record<string, number>>;
}

/** Something that went wrong and would stand in a log or an alarm in AWS. */
export interface CloudFailure {
  readonly atMs: number;
  readonly kind: 'denied' | 'error' | 'timeout' | 'undelivered' | 'unknown-call';
  /** Logical id of the function, or the service that acted. */
  readonly functionName: string;
  readonly message: string;
  readonly action?: string;
  readonly resource?: string;
}

/** What happened so far: the latest calls and all failures. */
export interface CloudJournal {
  addCall(call: CallRecord): void;
  addFailure(failure: CloudFailure): void;
  /** The latest 100,000 calls at least, oldest first. */
  calls(): readonly CallRecord[];
  failures(): readonly CloudFailure[];
}

const keptCalls = 100_000;

/** An empty journal. */
export function createJournal(): CloudJournal {
  let calls: CallRecord[] = [];
  const failures: CloudFailure[] = [];
  return {
    addCall(call) {
      calls.push(call);
      if (calls.length > 2 * keptCalls) calls = calls.slice(-keptCalls);
    },
    addFailure: (failure) => void failures.push(failure),
    calls: () => calls,
    failures: () => failures,
  };
}
