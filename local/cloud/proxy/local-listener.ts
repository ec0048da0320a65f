import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ConnectionLost } from './call-fault.ts';
import { flatHeaders, readBody } from './forward.ts';
import type { Backend, ProxyResponse } from './http-message.ts';

/** A listener on 127.0.0.1. `close` also ends connections that still wait for an answer. */
export interface LocalListener {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `answer` on a free port of 127.0.0.1, or on `port`. What it throws becomes a plain 500. */
export async function startListener(answer: Backend, port = 0): Promise<LocalListener> {
  const server = createServer((incoming, response) => {
    respond(answer, incoming)
      .catch((error: unknown): ProxyResponse | ConnectionLost =>
        error instanceof ConnectionLost ? error : { status: 500, headers: {}, body: Buffer.from(messageOf(error)) },
      )
      .then((given) => {
        if (given instanceof ConnectionLost) response.destroy();
        else write(response, given, incoming.method === 'HEAD');
      });
  });
  // Ended only by whoever opened them: a call that meets a connection just being ended would have an unknown outcome.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: urlOf(server), close: () => closeServer(server) };
}

/** Where a server on 127.0.0.1 listens. */
export function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The listener has no port.');
  return `http://127.0.0.1:${address.port}`;
}

/** Stops a server and cuts its connections. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function respond(answer: Backend, incoming: IncomingMessage): Promise<ProxyResponse> {
  const { method = 'GET', url: path = '/', headers } = incoming;
  return answer({ method, path, headers: flatHeaders(headers), body: await readBody(incoming) });
}

const hopByHop: ReadonlySet<string> = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

function write(response: ServerResponse, answer: ProxyResponse, isHead: boolean): void {
  const { status, headers, cookies = [], body } = answer;
  const kept = Object.entries(headers).filter(([name]) => !hopByHop.has(name.toLowerCase()));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  // A Date header in real time would make SDK clients on virtual time correct their clock.
  response.sendDate = false;
  response.writeHead(
    status,
    isHead ? Object.fromEntries(kept) : { ...Object.fromEntries(kept), 'content-length': String(body.length) },
  );
  response.end(isHead ? undefined : body);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
