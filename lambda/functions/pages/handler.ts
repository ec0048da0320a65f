import { handle } from 'hono/aws-lambda';
import { createPagesApp, type PagesTools } from './pages-app.ts';
import { createTools } from './tools.ts';

type Answer = ReturnType<typeof handle>;
type HttpEvent = Parameters<Answer>[0];

/** Answers HTTP API events (payload 2.0) with the pages. */
export function createHandler(tools: PagesTools): (event: HttpEvent) => ReturnType<Answer> {
  const answer = handle(createPagesApp(tools));
  // A GET with a body is legal HTTP, but a `Request` refuses it, and the adapter would print the error itself.
  return (event) => answer(isReading(event) ? { ...event, body: null } : event);
}

function isReading({ requestContext }: HttpEvent): boolean {
  return 'http' in requestContext && ['GET', 'HEAD'].includes(requestContext.http.method);
}

export const handler = createHandler(createTools());
