import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createCampaignStore } from '../../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import { createEventTimes } from '../../../lambda/adapters/dynamo/control/event-times.ts';
import { createHeartbeats } from '../../../lambda/adapters/dynamo/control/heartbeats.ts';
import { createIdempotencyKeys } from '../../../lambda/adapters/dynamo/control/idempotency-keys.ts';
import { createToldOnce } from '../../../lambda/adapters/dynamo/control/told-once.ts';
import { createUploads } from '../../../lambda/adapters/dynamo/control/uploads.ts';
import { createCustomerStore } from '../../../lambda/adapters/dynamo/customers/customer-store.ts';
import { createRefusalStore } from '../../../lambda/adapters/dynamo/refusals/refusal-store.ts';
import { createSendLog } from '../../../lambda/adapters/dynamo/send-log/send-log.ts';
import type { TableRef } from '../../../lambda/adapters/dynamo/table.ts';
import { defaultRecordModel as model } from '../../../lambda/domain/records/default-record-model.ts';
import type { Clock } from '../../../lambda/ports.ts';
import { dynalite } from '../../support/dynamo-engines.ts';
import { createTable, type TableName } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { aSend } from './send-builders.ts';

const adapters = new URL('../../../lambda/adapters/dynamo/', import.meta.url);
const sources = readdirSync(adapters, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(new URL(file, adapters), 'utf8') }));

const at = '2027-03-14T00:00:00.000Z';
const event = { type: 'event', id: 'E1' };
const run = { campaign: 'birthday', date: '2027-03-14', startedAt: at, days: ['2027-03-14'], counts: {} };
const place = { kind: 'channel', name: '' } as const;
const upload = {
  key: 'imports/customers.csv',
  at,
  state: 'held',
  type: 'customer',
  isFull: false,
  ...{ rows: 1, rowsDone: 0 },
  counts: { created: 0, updated: 0, unchanged: 0, rejected: 0, removed: 0, warnings: 0 },
} as const;
const address = { kind: 'address', hash: 'h1' } as const;
const claim = { name: '/v1/import#key', fingerprint: 'body', owner: 'first', atMs: Date.parse(at) };

interface Kept {
  readonly table: TableName;
  /** Writes something that has an end, and answers the questions by which it is read. */
  readonly keep: (ref: TableRef & { readonly clock: Clock }) => Promise<() => Promise<readonly unknown[]>>;
}

/** Every file that writes `expiresAt`, and how what it writes is kept and read. */
const stores: Readonly<Record<string, Kept>> = {
  'campaigns/run-items.ts': {
    table: 'Campaigns',
    async keep(ref) {
      const campaigns = createCampaignStore(ref);
      await campaigns.openRun(run);
      return async () => [
        await campaigns.run(run.campaign, run.date),
        ...(await campaigns.openRuns()),
        ...(await campaigns.lastRuns(run.campaign, { limit: 5 })),
      ];
    },
  },
  'control/event-times.ts': {
    table: 'Control',
    async keep(ref) {
      const times = createEventTimes(ref, ref.clock);
      await times.inTurn(event, at, async () => ['name']);
      return async () => {
        let known: readonly string[] = [];
        await times.inTurn(event, at, async (noted) => {
          known = Object.values(noted);
          return [];
        });
        return known;
      };
    },
  },
  'control/heartbeats.ts': {
    table: 'Control',
    async keep(ref) {
      const heartbeats = createHeartbeats(ref);
      await heartbeats.ask({ id: 'h1', place, askedAt: at });
      return async () => [await heartbeats.get('h1'), ...(await heartbeats.open())];
    },
  },
  'control/idempotency-keys.ts': {
    table: 'Control',
    async keep(ref) {
      const keys = createIdempotencyKeys(ref);
      await keys.begin(claim);
      return async () => {
        const again = await keys.begin({ ...claim, fingerprint: 'another body', atMs: ref.clock.nowMs() });
        return again.kind === 'begun' ? [] : [again];
      };
    },
  },
  'control/told-once.ts': {
    table: 'Control',
    async keep(ref) {
      const told = createToldOnce(ref);
      await told.note('run-missed', at);
      return async () => [await told.toldAt('run-missed'), (await told.has('run-missed')) || undefined];
    },
  },
  'control/uploads.ts': {
    table: 'Control',
    async keep(ref) {
      const uploads = createUploads(ref, ref.clock);
      await uploads.begin(upload);
      return async () => [
        await uploads.get(upload),
        await uploads.latest(upload.key),
        ...(await uploads.held()),
        ...(await uploads.ofType('customer')),
      ];
    },
  },
  'customers/record-writes.ts': {
    table: 'Customers',
    async keep(ref) {
      const customers = createCustomerStore({ ...ref, model });
      await customers.putMany([{ ...event, fields: { customer: 'C1', name: 'visited' } }]);
      return async () => [await customers.get(event), ...(await customers.getMany([event])).values()];
    },
  },
  'refusals/soft-bounces.ts': {
    table: 'Refusals',
    async keep(ref) {
      const refusals = createRefusalStore(ref);
      await refusals.countSoftBounce(address, 'm1', at);
      // This one is counted.
      return async () => {
        const now = new Date(ref.clock.nowMs()).toISOString();
        return (await refusals.countSoftBounce(address, 'm2', now)) > 1 ? ['the first'] : [];
      };
    },
  },
  'send-log/send-item.ts': {
    table: 'SendLog',
    async keep(ref) {
      const sendLog = createSendLog(ref);
      const row = aSend();
      await sendLog.insert(row);
      return async () => [
        await sendLog.get(row),
        ...(await sendLog.getMany([row])).values(),
        ...(await sendLog.ofCustomer(row.customer, '')),
      ];
    },
  },
};

/** They say until when something is kept that one of the stores above reads. */
const alsoWrite = ['customers/record-item.ts', 'customers/remove-records.ts', 'send-log/move-change.ts'];

/** Who may see what has expired, and why. */
const seesExpired = {
  'customers/customer-reader.ts': 'tells it apart by itself, as a record that has expired goes on from its revision',
  'customers/customers-table.ts': 'tells it apart by itself, as a record that has expired goes on from its revision',
  'forget-partition.ts': 'takes it away',
  'send-log/erase-words.ts': 'takes its words away',
};

test('every store that keeps something for a time only is among those that are tried here', () => {
  const writing = sources.filter(({ text }) => text.includes('expiresAt')).map(({ file }) => file);
  expect(writing.filter((file) => file !== 'table.ts').sort()).toEqual([...Object.keys(stores), ...alsoWrite].sort());
});

test('nobody reads a table but through the functions that drop what has expired', () => {
  const reading = sources.filter(({ text }) => /\b(?:Get|BatchGet|Query|Scan)Command\b/.test(text));
  expect(reading.map(({ file }) => file).sort()).toEqual(['batches.ts', 'table.ts']);
  const around = sources.filter(({ file, text }) => file !== 'table.ts' && text.includes('withExpired'));
  expect(around.map(({ file }) => file).sort()).toEqual(Object.keys(seesExpired));
});

describeEngine('what has expired and is not yet deleted', dynalite, (running) => {
  test.each(Object.entries(stores))('is read by nobody: %s', async (_, { table, keep }) => {
    const client = running().createClient();
    const time = { ms: Date.parse(at) };
    const clock = { nowMs: () => time.ms };
    const read = await keep({ client, table: await createTable(client, table), clock });
    const there = (answers: readonly unknown[]) => answers.filter((answer) => answer !== undefined);
    expect(there(await read()).length).toBeGreaterThan(0);
    time.ms += 3_000 * 86_400_000;
    expect(there(await read())).toEqual([]);
  });
});
