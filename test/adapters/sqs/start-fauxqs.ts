import { buildApp } from 'fauxqs';

/** SQS and S3 on a free port of 127.0.0.1; the library's own start listens on every interface. */
export async function startFauxqs(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = buildApp({ logger: false, defaultRegion: 'ap-northeast-1' });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    async close() {
      await app.close();
    },
  };
}

/** What an SDK client needs in order to talk to it. */
export function localClient(url: string) {
  return {
    endpoint: url,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
}
