import { createHash } from 'node:crypto';
import type { ProxyResponse } from './http-message.ts';
import { errorAnswer, type ServiceError } from './refusal-answer.ts';

/** How a call goes wrong: the connection drops, or the service throttles or fails; `-after` = it has acted all the same. */
export type CallFault = 'lose-before' | 'lose-after' | 'throttle' | 'error-before' | 'error-after';

/** A function's call that is about to be passed on; `nth` counts this function's calls of the operation from 1. */
export interface FaultyCall {
  readonly service: string;
  readonly operation: string;
  /** Logical id of the calling function. */
  readonly functionName: string;
  readonly nth: number;
}

/** Decides whether, and how, a call goes wrong. */
export type CallFaults = (call: FaultyCall) => CallFault | undefined;

/** How many of a thousand calls meet each fault. */
export type FaultShares = Readonly<Partial<Record<CallFault, number>>>;

/** Faults by chance: the same seed gives the nth call of an operation by a function the same fate. */
export function faultsByChance(seed: number, shares: FaultShares): CallFaults {
  return ({ functionName, operation, nth }) => {
    const digest = createHash('sha256').update([seed, functionName, operation, nth].join('\n')).digest();
    let drawn = (digest.readUInt32BE() / 2 ** 32) * 1000;
    for (const fault of faultNames) {
      drawn -= shares[fault] ?? 0;
      if (drawn < 0) return fault;
    }
    return undefined;
  };
}

const faultNames = ['lose-before', 'lose-after', 'throttle', 'error-before', 'error-after'] as const;

/** The connection is to be cut without an answer. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** Has a call meet a fault. Throws ConnectionLost where its caller gets no answer. */
export async function meetFault(
  fault: CallFault,
  service: string,
  act: () => Promise<ProxyResponse>,
): Promise<ProxyResponse> {
  if (fault === 'lose-after' || fault === 'error-after') await act();
  switch (fault) {
    case 'lose-before':
    case 'lose-after':
      throw new ConnectionLost('The local cloud was told to drop this connection.');
    case 'throttle':
      return errorAnswer(service, throttling[service] ?? throttled('ThrottlingException', 400));
    case 'error-before':
    case 'error-after':
      return errorAnswer(service, failure(failures[service] ?? 'InternalServerError', service === 's3' ? 503 : 500));
  }
}

const throttled = (code: string, status: number, message = 'Rate exceeded'): ServiceError => ({
  code,
  status,
  message,
});
const failure = (code: string, status: number): ServiceError => ({ code, status, message: 'Told to fail.' });

const throttling: Readonly<Record<string, ServiceError>> = {
  dynamodb: throttled('ProvisionedThroughputExceededException', 400),
  s3: throttled('SlowDown', 503),
  scheduler: throttled('ThrottlingException', 429),
  ses: throttled('Throttling', 400, 'Maximum sending rate exceeded.'),
  sqs: throttled('RequestThrottled', 403),
};

const failures: Readonly<Record<string, string>> = {
  events: 'InternalException',
  scheduler: 'InternalServerException',
  ses: 'InternalFailure',
  sqs: 'InternalError',
  s3: 'ServiceUnavailable',
};
