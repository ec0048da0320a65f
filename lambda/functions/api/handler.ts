import { handle } from 'hono/aws-lambda';
import { type ApiTools, createApiApp } from './api-app.ts';
import { createTools } from './tools.ts';

type Answer = ReturnType<typeof handle>;
type HttpEvent = Parameters<Answer>[0];

/** Answers HTTP API events (payload 2.0) with what systems ask for. */
export function createHandler(tools: ApiTools): (event: HttpEvent) => ReturnType<Answer> {
  const answer = handle(createApiApp(tools));
  return (event) => answer(asRequested(event));
}

/** Without what a `Request` refuses: a body of GET, and cookies in letters of any kind, which mean nothing here. */
function asRequested(event: HttpEvent): HttpEvent {
  const isReading = 'http' in event.requestContext && /^(?:GET|HEAD)$/.test(event.requestContext.http.method);
  const read = isReading ? { ...event, body: null } : event;
  return 'cookies' in read ? { ...read, cookies: [] } : read;
}

export const handler = createHandler(createTools());
