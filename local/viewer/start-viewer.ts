import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Locale } from '../../lambda/domain/locale.ts';
import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import type { RecordModel } from '../../lambda/domain/records/record-model.ts';
import { bundlePage } from './bundle-page.ts';
import { createRunOnRequest } from './run-on-request.ts';
import { createViewerApp } from './viewer-app.ts';
import type { ViewerBackend } from './viewer-backend.ts';

/** Options of the viewer. */
export interface ViewerOptions {
  readonly backend: ViewerBackend;
  /** @default 8025 when it is free, otherwise any free port */
  readonly port?: number;
  /** Language for browsers that speak neither Japanese nor English. */
  readonly locale: Locale;
  /** Names the dates in triggers. @default the record types every stage starts from */
  readonly recordModel?: RecordModel;
}

/** A running viewer. `close` also waits for a run that it started. */
export interface Viewer {
  readonly url: string;
  close(): Promise<void>;
}

const USUAL_PORT = 8025;

/** Serves the viewer on 127.0.0.1. Rejects with the system's error when `port` is given and taken. */
export async function startViewer(options: ViewerOptions): Promise<Viewer> {
  const { backend, locale, recordModel = defaultRecordModel } = options;
  const runs = createRunOnRequest(backend);
  let port = 0;
  const app = createViewerApp({ backend, runs, bundle: await bundlePage(), locale, recordModel, port: () => port });
  const server = createAdaptorServer({ fetch: app.fetch });
  const listen = (wanted: number) =>
    new Promise<AddressInfo>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        server.removeListener('error', reject);
        const address = server.address();
        if (address === null || typeof address === 'string') reject(new Error('The viewer has no port.'));
        else resolve(address);
      });
    });
  const address =
    options.port === undefined ? await listen(USUAL_PORT).catch(() => listen(0)) : await listen(options.port);
  port = address.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await runs.settled();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}
