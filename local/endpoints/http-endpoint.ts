import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

/** One HTTP request, read to its end. */
export interface EndpointRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What to answer; `drop` cuts the connection, `hang` never answers. */
export type EndpointAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'drop'
  | 'hang';

/** A server on 127.0.0.1. `close` also ends connections that still wait for an answer. */
export interface HttpEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `answer` on a free port of 127.0.0.1. What `answer` throws becomes a plain 500. */
export async function startHttpEndpoint(
  answer: (request: EndpointRequest) => EndpointAnswer | Promise<EndpointAnswer>,
): Promise<HttpEndpoint> {
  const server = createServer((incoming, response) => {
    read(incoming)
      .then(answer)
      .catch((error: unknown): EndpointAnswer => ({ status: 500, body: error instanceof Error ? error.message : '' }))
      .then((given) => write(response, given));
  });
  // Ended only by whoever opened them: a call that meets a connection just being ended would have an unknown outcome.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The endpoint has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<EndpointRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://127.0.0.1'),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

function write(response: ServerResponse, answer: EndpointAnswer): void {
  if (answer === 'hang') return;
  if (answer === 'drop') {
    response.destroy();
    return;
  }
  // A Date header in real time would make SDK clients on virtual time correct their clock.
  response.sendDate = false;
  response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
}
