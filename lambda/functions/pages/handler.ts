import { handle } from 'hono/aws-lambda';
import { createPagesApp, type PagesTools } from './pages-app.ts';
import { createTools } from './tools.ts';

type Answer = ReturnType<typeof handle>;
type HttpEvent = Parameters<Answer>[0];

/** Answers HTTP API events (payload 2.0) with the pages. */
export function createHandler(tools: PagesTools): (event: HttpEvent) => ReturnType<Answer> {
  const answer = handle(createPagesApp(tools));
  return (event) => answer(asRequested(event));
}

/** Without what a `Request` refuses: the adapter would print the error itself, and answer without our headers. */
function asRequested(event: HttpEvent): HttpEvent {
  // A GET with a body is legal HTTP.
  const read = isReading(event) ? { ...event, body: null } : event;
  if (!('cookies' in read) || read.cookies === undefined) return read;
  // Another site of the company may set one for all its hosts, in any letters; ours are plain.
  return { ...read, cookies: read.cookies.filter((cookie) => /^[\x20-\x7e]*$/.test(cookie)) };
}

function isReading({ requestContext }: HttpEvent): boolean {
  return 'http' in requestContext && ['GET', 'HEAD'].includes(requestContext.http.method);
}

export const handler = createHandler(createTools());
