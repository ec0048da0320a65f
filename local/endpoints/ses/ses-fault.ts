import type { EndpointAnswer } from '../http-endpoint.ts';
import { errorAnswer } from './query-protocol.ts';
import type { RawEmailRequest } from './raw-email-request.ts';

/** A SendRawEmail call about to be answered; `attempt` counts all of them from 1. */
export interface SesAttempt {
  readonly attempt: number;
  readonly request: RawEmailRequest;
}

/**
 * What goes wrong: the connection drops before or after the mail was accepted, no answer ever comes, or an error is
 * answered. With `accepted` the mail has been taken all the same, which is what a 5xx may mean.
 */
export type SesFault =
  | { readonly kind: 'drop-before' | 'drop-after' }
  | { readonly kind: 'hang'; readonly accepted?: boolean }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly accepted?: boolean;
    };

/** Decides whether, and how, a call goes wrong. */
export type SesFaults = (attempt: SesAttempt) => SesFault | undefined;

/** Whether the mail was taken although the caller is not told so. */
export function isAccepted(fault: SesFault): boolean {
  return fault.kind === 'drop-after' || ('accepted' in fault && fault.accepted === true);
}

/** What the caller sees of a fault. */
export function faultAnswer(fault: SesFault): EndpointAnswer {
  if (fault.kind === 'hang') return 'hang';
  if (fault.kind !== 'status') return 'drop';
  const { status, code = defaultCode(status), message = 'The local SES was told to fail.' } = fault;
  return errorAnswer({ status, code, message });
}

function defaultCode(status: number): string {
  if (status === 503) return 'ServiceUnavailable';
  return status >= 500 ? 'InternalFailure' : 'Throttling';
}
