import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Backend, ProxyResponse } from './http-message.ts';

/** A backend that passes requests on to a server, bytes unchanged, over connections that stay open. */
export function forwardTo(url: string): { readonly backend: Backend; close(): void } {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(url);
  const backend: Backend = ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest({ agent, hostname, port, method, path, headers }, (incoming) => {
        readBody(incoming).then(
          (answer) =>
            resolve({ status: incoming.statusCode ?? 500, headers: flatHeaders(incoming.headers), body: answer }),
          reject,
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { backend, close: () => agent.destroy() };
}

/** Reads a message to its end. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Headers with one value each. */
export function flatHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/** An answer with a text body. */
export function textResponse(status: number, body: string, headers: ProxyResponse['headers'] = {}): ProxyResponse {
  return { status, headers, body: Buffer.from(body) };
}
