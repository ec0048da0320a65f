import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { addDays, isIsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { localDate } from '../../lambda/domain/calendar/zone.ts';
import type { Locale } from '../../lambda/domain/locale.ts';
import type { RecordModel } from '../../lambda/domain/records/record-model.ts';
import { bucketKeyFor, MAX_UPLOAD_BYTES } from './bucket-key.ts';
import type { PageBundle } from './bundle-page.ts';
import { mailDocument } from './mail-document.ts';
import { viewerIcon, viewerPage } from './page.ts';
import type { RunOnRequest } from './run-on-request.ts';
import { sameOrigin } from './same-origin.ts';
import { MAIL_POLICY, securityHeaders } from './security-headers.ts';
import { createSnapshots } from './snapshot.ts';
import type { CardView, StateView, UploadView } from './view.ts';
import type { ViewerBackend } from './viewer-backend.ts';
import { campaignsOfMails, campaignViews, mailLine, mailView, sendViews } from './views.ts';

/** What the app is made of. `port` is asked when a request comes, as a free port is not known before. */
export interface ViewerParts {
  readonly backend: ViewerBackend;
  readonly runs: RunOnRequest;
  readonly bundle: PageBundle;
  readonly locale: Locale;
  readonly recordModel: RecordModel;
  readonly port: () => number;
}

/** The viewer's routes: one page, and JSON of what the page shows (view.ts). */
export function createViewerApp({ backend, runs, bundle, locale, recordModel, port }: ViewerParts): Hono {
  const snapshots = createSnapshots(backend);
  const app = new Hono();
  app.use(securityHeaders, sameOrigin(port));

  app.get('/', (c) => c.html(viewerPage(locale)));
  app.get('/viewer.js', (c) => c.body(bundle.script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/viewer.css', (c) => c.body(bundle.style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/icon.svg', (c) => c.body(viewerIcon, 200, { 'content-type': 'image/svg+xml' }));

  app.get('/api/state', async (c) => {
    const view = await stateView();
    const etag = `"${createHash('sha256').update(JSON.stringify(view)).digest('base64url')}"`;
    c.header('etag', etag);
    return c.req.header('if-none-match') === etag ? c.body(null, 304) : c.json(view);
  });

  app.get('/api/mails', async (c) => {
    const snapshot = await snapshots.current();
    const campaigns = campaignsOfMails(snapshot);
    const lines = snapshot.mails.map(async (mail) =>
      mailLine(mail, await snapshots.read(mail), campaigns.get(mail.messageId) ?? ''),
    );
    return c.json((await Promise.all(lines)).reverse());
  });

  app.get('/api/mails/:id', async (c) => {
    const snapshot = await snapshots.current();
    const mail = mailOf(c.req.param('id'));
    if (!mail) return c.notFound();
    const campaign = campaignsOfMails(snapshot).get(mail.messageId) ?? '';
    return c.json(mailView(mail, await snapshots.read(mail), campaign));
  });

  app.get('/mails/:id/body', async (c) => {
    const mail = mailOf(c.req.param('id'));
    if (!mail) return c.notFound();
    c.header('content-security-policy', MAIL_POLICY);
    return c.html(mailDocument((await snapshots.read(mail)).html));
  });

  app.get('/mails/:id/source', (c) => {
    const mail = mailOf(c.req.param('id'));
    if (!mail) return c.notFound();
    return c.body(new Uint8Array(mail.raw), 200, {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${mail.messageId.replace(/[^\w.-]/g, '_')}.eml"`,
    });
  });

  app.get('/api/cards', (c) => c.json(backend.cards().map((card, n): CardView => ({ ...card, id: String(n + 1) }))));
  app.get('/api/send-log', async (c) => c.json(sendViews(await snapshots.current(), recordModel)));
  app.get('/api/campaigns', async (c) => c.json(campaignViews(await snapshots.current(), recordModel)));
  app.get('/api/troubles', async (c) => c.json((await snapshots.current()).troubles));

  app.post('/api/runs', async (c) => {
    const to = c.req.query('to') ?? '';
    const date = to === 'next-day' ? addDays(localDate(backend.nowMs(), backend.timeZone), 1) : to;
    if (!isIsoDate(date)) return c.json({ cause: 'date' }, 400);
    const started = runs.start(date);
    return started === 'started' ? c.json({ to: date }, 202) : c.json({ cause: started }, 409);
  });

  const tooLarge: UploadView = { kind: 'refused', cause: 'size' };
  const limit = bodyLimit({ maxSize: MAX_UPLOAD_BYTES, onError: (c) => c.json(tooLarge, 413) });
  app.post('/api/uploads', limit, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const place = bucketKeyFor(c.req.query('name') ?? '', bytes);
    if ('cause' in place) return c.json({ kind: 'refused', cause: place.cause } satisfies UploadView, 400);
    const outcome = await backend.upload(place.key, bytes);
    return c.json({ ...outcome, key: place.key } satisfies UploadView);
  });

  app.onError((error, c) => c.json({ cause: 'failure', message: error.message }, 500));

  async function stateView(): Promise<StateView> {
    const { revision, mails, rows, campaigns, troubles } = await snapshots.current();
    const run = runs.view();
    const runProblem = runs.problem();
    const cards = backend.cards().length;
    const nowMs = backend.nowMs();
    return {
      revision: `${revision}/${cards}`,
      locale,
      timeZone: backend.timeZone,
      nowMs,
      today: localDate(nowMs, backend.timeZone),
      ...(run && { run }),
      ...(runProblem !== undefined && { runProblem }),
      counts: {
        mails: mails.length,
        cards,
        sends: rows.length,
        campaigns: campaigns.length,
        troubles: troubles.length,
      },
    };
  }

  function mailOf(id: string) {
    return backend.mails().find(({ messageId }) => messageId === id);
  }

  return app;
}
