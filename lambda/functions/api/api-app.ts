import { type Context, Hono } from 'hono';
import { isKnownCaller } from '../../domain/http/is-known-caller.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import { errorIds } from '../../runtime/error-ids.ts';
import { type AcceptEventsTools, acceptEvents, maxEventsBytes } from '../../use-cases/http/accept-events.ts';
import {
  type AcceptImportTools,
  acceptImport,
  importMediaTypes,
  maxImportBytes,
} from '../../use-cases/http/accept-import.ts';
import { answerRefusal, answerWith } from './answer.ts';
import { readBody } from './read-body.ts';

/** What the HTTP API needs. */
export type ApiTools = AcceptEventsTools &
  AcceptImportTools & {
    readonly stage: StageConfig;
    /** The keys that callers may come with. */
    readonly apiKeys: () => Promise<readonly string[]>;
    /** The same, read again if that was some time ago: a key may be younger than those at hand. */
    readonly latestApiKeys: () => Promise<readonly string[]>;
  };

const eventMediaTypes: ReadonlySet<string> = new Set([
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
]);

const useImport = {
  ja: '一度に256KBまでです。分けて送るか、POST /v1/import かファイルで送ってください。',
  en: 'Up to 256 KB at a time. Send it in parts, or as a file.',
};
const useBucket = {
  ja: '一度に4.5MBまでです。大きなファイルはS3のimports/に置くか、fushime importで取り込んでください。',
  en: 'Up to 4.5 MB at a time. Put larger files under imports/ of the bucket, or use "fushime import".',
};

/** The HTTP API for systems: events and files come in by POST, from callers who know a key. Nothing is told to others. */
export function createApiApp(tools: ApiTools): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
    c.header('strict-transport-security', 'max-age=31536000');
  });

  app.use(async (c, next) => {
    if (c.req.method !== 'POST') return next();
    if (await isCaller(tools, c.req.header('authorization'))) return next();
    tools.log.warn('api-unauthorized');
    return answerRefusal(c, tools, { problem: 'unauthorized' });
  });

  app.post('/v1/events', async (c) => {
    const read = await readBody(c, { mediaTypes: eventMediaTypes, maxBytes: maxEventsBytes, whatElse: useImport });
    if ('problem' in read) return answerRefusal(c, tools, read);
    return answerWith(c, tools, await acceptEvents(tools, { ...asked(c), body: read.body }));
  });

  app.post('/v1/import', async (c) => {
    const read = await readBody(c, { mediaTypes: importMediaTypes, maxBytes: maxImportBytes, whatElse: useBucket });
    if ('problem' in read) return answerRefusal(c, tools, read);
    const { file, mode } = c.req.query();
    return answerWith(c, tools, await acceptImport(tools, { ...asked(c), ...read, file, mode }));
  });

  app.all('/v1/events', (c) => answerRefusal(c, tools, { problem: 'only-post' }));
  app.all('/v1/import', (c) => answerRefusal(c, tools, { problem: 'only-post' }));
  app.notFound((c) => answerRefusal(c, tools, { problem: 'not-found' }));
  app.onError((error, c) => {
    tools.log.error('api-failed', errorIds(error));
    return answerRefusal(c, tools, { problem: 'failed' });
  });
  return app;
}

function asked(c: Context) {
  const { pathname, search } = new URL(c.req.url);
  return { key: c.req.header('idempotency-key'), path: pathname, query: search };
}

async function isCaller(tools: ApiTools, authorization: string | undefined): Promise<boolean> {
  const keys = await tools.apiKeys();
  if (keys.length === 0) tools.log.error('api-keys-unusable');
  return isKnownCaller(authorization, keys) || isKnownCaller(authorization, await tools.latestApiKeys());
}
