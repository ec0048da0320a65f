import { randomUUID } from 'node:crypto';
import type { EndpointAnswer } from '../http-endpoint.ts';
import type { SesError } from './ses-error.ts';

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** A form field, or undefined if it is absent or empty. */
export function field(form: URLSearchParams, name: string): string | undefined {
  return form.get(name) || undefined;
}

/** The values of a list in the query protocol: `name.member.1`, `name.member.2`, … */
export function listField(form: URLSearchParams, name: string): string[] {
  return positions(form, name).map((n) => form.get(`${name}.member.${n}`) ?? '');
}

/** The name and value pairs of a list in the query protocol: `name.member.1.Name`, `name.member.1.Value`, … */
export function pairListField(form: URLSearchParams, name: string): { name: string; value: string }[] {
  return positions(form, name).map((n) => ({
    name: form.get(`${name}.member.${n}.Name`) ?? '',
    value: form.get(`${name}.member.${n}.Value`) ?? '',
  }));
}

/** The XML answer to an action, with its result's fields. */
export function resultAnswer(action: string, result: Readonly<Record<string, string | number>>): EndpointAnswer {
  const fields = Object.entries(result).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  return xml(
    200,
    `<${action}Response xmlns="${namespace}"><${action}Result>${fields.join('')}</${action}Result>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  );
}

/** The XML answer to an error. */
export function errorAnswer({ code, message, status }: Pick<SesError, 'code' | 'message' | 'status'>): EndpointAnswer {
  return xml(
    status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
      `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>` +
      `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

function positions(form: URLSearchParams, name: string): number[] {
  const prefix = `${name}.member.`;
  const found = new Set<number>();
  for (const key of form.keys()) {
    if (key.startsWith(prefix)) found.add(Number.parseInt(key.slice(prefix.length), 10));
  }
  return [...found].sort((a, b) => a - b);
}

function xml(status: number, body: string): EndpointAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
