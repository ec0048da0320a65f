import { expect, test } from 'vitest';
import { startFauxqs } from '../../../local/cloud/engines/fauxqs.ts';
import { openBucket } from '../../../local/cloud/local-bucket.ts';

test('an upload’s own metadata is kept with the file', async () => {
  const engine = await startFauxqs();
  const ask = (method: string, path: string) => engine.backend({ method, path, headers: {}, body: Buffer.alloc(0) });
  try {
    await ask('PUT', '/templates');
    const bucket = openBucket('templates', engine.backend, engine.buckets);
    await bucket.putObject('campaigns/a.hbs', 'a', { 'uploaded-by': 'sato@example.jp' });
    const { headers } = await ask('GET', '/templates/campaigns/a.hbs');
    expect(headers['x-amz-meta-uploaded-by']).toBe('sato@example.jp');
  } finally {
    await engine.close();
  }
});
