import { textResponse } from './forward.ts';
import type { ProxyResponse } from './http-message.ts';

/** An error as the service words it on the wire, so that SDK clients throw it by this name. */
export interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

const json10 = { 'content-type': 'application/x-amz-json-1.0' };
const json11 = { 'content-type': 'application/x-amz-json-1.1' };
const xml = { 'content-type': 'text/xml' };

const refusals: Readonly<Record<string, Pick<ServiceError, 'code' | 'status'>>> = {
  dynamodb: { code: 'AccessDeniedException', status: 400 },
  events: { code: 'AccessDeniedException', status: 400 },
  s3: { code: 'AccessDenied', status: 403 },
  scheduler: { code: 'AccessDeniedException', status: 403 },
  secretsmanager: { code: 'AccessDeniedException', status: 400 },
  ses: { code: 'AccessDenied', status: 403 },
  sesv2: { code: 'AccessDeniedException', status: 403 },
  sqs: { code: 'AccessDenied', status: 403 },
};

/** What a service answers to a caller who may not. */
export function refusalAnswer(service: string, message: string): ProxyResponse {
  return errorAnswer(service, { ...(refusals[service] ?? { code: 'AccessDenied', status: 403 }), message });
}

/** An error in the wire format of a service. */
export function errorAnswer(service: string, { code, message, status }: ServiceError): ProxyResponse {
  switch (service) {
    case 'dynamodb': {
      const body = { __type: `com.amazon.coral.service#${code}`, message };
      return textResponse(status, JSON.stringify(body), json10);
    }
    case 'sqs': {
      const body = { __type: `com.amazon.coral.service#${code}`, message };
      return textResponse(status, JSON.stringify(body), { ...json10, 'x-amzn-query-error': `${code};Sender` });
    }
    case 'scheduler':
      return textResponse(status, JSON.stringify({ Message: message }), {
        'content-type': 'application/json',
        'x-amzn-errortype': code,
      });
    case 's3':
      return textResponse(status, `<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`, {
        'content-type': 'application/xml',
      });
    case 'ses': {
      const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
      return textResponse(status, `<ErrorResponse>${error}<RequestId>local</RequestId></ErrorResponse>`, xml);
    }
    default:
      return textResponse(status, JSON.stringify({ __type: code, message, Message: message }), {
        ...json11,
        'x-amzn-errortype': code,
      });
  }
}

function escaped(message: string): string {
  return message.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
