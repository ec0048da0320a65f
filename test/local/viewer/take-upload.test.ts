import { describe, expect, it } from 'vitest';
import { createMemoryCampaignStore } from '../../../lambda/adapters/memory/memory-campaign-store.ts';
import { createMemoryCustomerStore } from '../../../lambda/adapters/memory/memory-customer-store.ts';
import { formatImportErrors } from '../../../lambda/domain/import/format-import-errors.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import type { Manifest } from '../../../lambda/ports.ts';
import { local } from '../../../lib/config/local.ts';
import { takeUpload } from '../../../local/viewer/take-upload.ts';

const problem = { file: 'campaigns/birthday.hbs', line: 3, column: 1, message: { ja: '誤り', en: 'wrong' } };
const rejected = { hash: 'h1', problems: [problem] };

/** A bucket in which draining does what `follow` says. */
function aBucket(follow: (tools: { log(text: string): void; errors: Map<string, string> }) => Promise<void> | void) {
  const campaigns = createMemoryCampaignStore();
  const errors = new Map<string, string>();
  const uploads: (readonly [key: string, metadata: Readonly<Record<string, string>> | undefined])[] = [];
  const lines: { atMs: number; functionName: string; text: string }[] = [];
  const log = (text: string) => void lines.push({ atMs: 0, functionName: 'import', text });
  const cloud = {
    clock: { buffer: new SharedArrayBuffer(8), nowMs: () => 0, moveTo: () => true, hold: () => () => {} },
    putObject: async (key: string, _: unknown, metadata?: Readonly<Record<string, string>>) =>
      void uploads.push([key, metadata]),
    drain: async () => follow({ log, errors }),
    listObjects: async () => [...errors.keys()],
    readObject: async (key: string) => Buffer.from(errors.get(key) ?? ''),
    logs: () => lines,
  };
  const tools = {
    cloud,
    campaigns,
    customers: createMemoryCustomerStore({ model: defaultRecordModel }),
    stage: local.stage,
  };
  const put = async (change: Partial<Manifest>) => {
    const before = await campaigns.manifest();
    await campaigns.putManifest({ ...before, ...change, revision: before.revision + 1 });
  };
  return { log, put, uploads, upload: (key: string) => takeUpload(tools, key, Buffer.from('x')) };
}

describe('what came of an upload', () => {
  it('is the problems of the file itself, also when they were known before', async () => {
    const bucket = aBucket(() => {});
    await bucket.put({ rejected: { 'campaigns/birthday.hbs': rejected } });

    expect(await bucket.upload('campaigns/birthday.hbs')).toEqual({ kind: 'rejected', problems: [problem] });
  });

  it('is the problems that a partial brought upon campaigns, and not those that were there before', async () => {
    const bucket = aBucket(() =>
      bucket.put({
        rejected: { 'campaigns/old.hbs': rejected, 'campaigns/new.hbs': { hash: 'h2', problems: [problem] } },
      }),
    );
    await bucket.put({ rejected: { 'campaigns/old.hbs': rejected } });

    expect(await bucket.upload('partials/footer.hbs')).toEqual({ kind: 'rejected', problems: [problem] });
  });

  it('belongs to the made-up company’s marketer, so that a campaign may demand a second person', async () => {
    const bucket = aBucket(() => {});
    await bucket.upload('campaigns/birthday.hbs');
    expect(bucket.uploads).toEqual([
      ['campaigns/birthday.hbs', { 'uploaded-by': 'marketer@minamo-coffee.example.jp' }],
    ]);
  });

  it('is nothing but the file stored when nobody uses the partial', async () => {
    expect(await aBucket(() => {}).upload('partials/footer.hbs')).toEqual({ kind: 'stored' });
  });

  it('is the counts of this import alone, with a line for each row that was not taken', async () => {
    const bucket = aBucket(({ log, errors }) => {
      const row = { severity: 'error' as const, file: 'customers.csv', row: 3, column: '誕生日', value: '13/45' };
      errors.set('import-errors/a.csv', formatImportErrors([{ ...row, explanation: problem.message }], 'ja'));
      log('{"level":"INFO","event":"upload-done","created":1,"updated":2,"unchanged":0,"rejected":1}');
    });
    bucket.log('{"level":"INFO","event":"upload-done","created":250,"updated":0,"unchanged":0,"rejected":0}');
    bucket.log('{"level":"INFO","event":"upload-held","rows":9,"changed":9,"removed":0}');

    expect(await bucket.upload('imports/customers.csv')).toEqual({
      kind: 'imported',
      ...{ created: 1, updated: 2, unchanged: 0, rejected: 1 },
      problems: ['customers.csv:3: 誕生日: 誤り'],
    });
  });

  it('is that the file waits for a person, with what it would change', async () => {
    const bucket = aBucket(({ log }) =>
      log('{"level":"INFO","event":"upload-held","rows":40,"changed":39,"removed":2}'),
    );
    expect(await bucket.upload('imports/customers.csv')).toEqual({ kind: 'held', changed: 39, removed: 2 });
  });
});
