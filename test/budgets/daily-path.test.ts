import { createHash } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCustomerStore } from '../../lambda/adapters/dynamo/customers/customer-store.ts';
import { defaultRecordModel as model } from '../../lambda/domain/records/default-record-model.ts';
import { functionOfJob } from '../../local/cloud/functions/function-of-job.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import type { CallRecord } from '../../local/cloud/proxy/call-record.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { runDays } from '../../local/run/run-days.ts';
import { aBirthdayCampaign, openCloudOn } from '../e2e/small-company.ts';
import { aCustomer } from '../support/builders.ts';
import { dynoxide } from '../support/dynamo-engines.ts';

const zones = ['Asia/Tokyo'];
const days = ['2027-03-14', '2027-03-15'] as const;
const duePerDay = 50;
const few = 200;
const many = 2_000;
const writes = /:(?:PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/;
const reads = /:(?:GetItem|BatchGetItem|Query)$/;

/** What one day's run took. */
interface DayCost {
  readonly calls: readonly CallRecord[];
  readonly mails: number;
  readonly cards: number;
  /** Bytes logged, by job. */
  readonly logBytes: Readonly<Record<'plan' | 'send' | 'notify', number>>;
}

describe.skipIf(dynoxide.missing !== undefined)(
  'two days with as many birthdays, and ten times the customers on the second',
  () => {
    let cloud: LocalCloud;
    let first: DayCost;
    let second: DayCost;

    beforeAll(async () => {
      cloud = await openCloudOn(days[0], {
        ...{ engine: 'dynoxide', measureCapacity: true },
        // Near the edge of its quota, mails would be counted one by one.
        ses: { max24HourSend: -1 },
      });
      await putCustomers(0, few);
      await loadFiles(cloud, [], [aBirthdayCampaign()], () => {});
      first = await runDay(days[0]);
      await putCustomers(few, many);
      second = await runDay(days[1]);
    });
    afterAll(() => cloud?.close());

    /** As many each have theirs on the two days and on the one after, which the second day's digest looks at. */
    async function putCustomers(from: number, until: number): Promise<void> {
      const customers = createCustomerStore({
        ...{ client: cloud.dynamo, table: cloud.variable('CUSTOMERS_TABLE'), model },
        hasher: { hash: async (address) => createHash('sha256').update(address).digest('base64url') },
      });
      const birthdayOf = (n: number) => {
        if (n < duePerDay) return '1990-03-14';
        if (n < 2 * duePerDay) return '1985-03-15';
        return n < 3 * duePerDay ? '1980-03-16' : `1970-${n % 2 === 0 ? '05' : '11'}-${10 + (n % 18)}`;
      };
      const numbers = Array.from({ length: until - from }, (_, index) => from + index);
      await customers.putMany(
        // Ids of one length, as every byte of a key counts.
        numbers.map((n) => aCustomer(`C${1_000 + n}`, { email: `c${1_000 + n}@example.com`, birthday: birthdayOf(n) })),
      );
    }

    async function runDay(day: string): Promise<DayCost> {
      const before = { calls: cloud.calls().length, mails: cloud.mails().length, cards: cloud.cards().length };
      const bytesBefore = logBytes();
      await runDays(cloud, { from: day, until: day }, zones);
      const after = logBytes();
      const since = (job: 'plan' | 'send' | 'notify') => after[job] - bytesBefore[job];
      return {
        calls: cloud.calls().slice(before.calls),
        mails: cloud.mails().length - before.mails,
        cards: cloud.cards().length - before.cards,
        logBytes: { plan: since('plan'), send: since('send'), notify: since('notify') },
      };
    }

    function logBytes(): DayCost['logBytes'] {
      const of = (job: string) => cloud.logSizeBytes(nameOf(job));
      return { plan: of('plan'), send: of('send'), notify: of('notify') };
    }

    function nameOf(job: string): string {
      return functionOfJob(cloud.parts.functions, job).logicalId;
    }

    /** Capacity units that these jobs' calls took of a table, its indexes included, or of one of its indexes alone. */
    function unitsOf(calls: readonly CallRecord[], jobs: readonly string[], variable: string, index?: string): number {
      const names = jobs.map(nameOf);
      const table = cloud.variable(variable);
      return calls
        .filter(({ functionName }) => names.includes(functionName))
        .flatMap(({ consumedCapacity = [] }) => consumedCapacity)
        .filter((each) => each.table === table)
        .reduce((sum, { units, indexUnits }) => sum + (index === undefined ? units : (indexUnits[index] ?? 0)), 0);
    }

    test('everybody due is mailed on both days', () => {
      expect([first.mails, second.mails]).toEqual([duePerDay, duePerDay]);
      expect(cloud.failures()).toEqual([]);
    });

    test('an unhindered mail takes at most 4 write units of the send log: its row, the index, the claim, the outcome', () => {
      for (const { calls, mails } of [first, second]) {
        const units = unitsOf(onlyWrites(calls), ['plan', 'send'], 'SEND_LOG_TABLE');
        expect(units).toBeGreaterThan(0);
        expect(units / mails).toBeLessThanOrEqual(4);
      }
    });

    test('and no other table is written to for each mail', () => {
      for (const { calls } of [first, second]) {
        const others = ['CUSTOMERS_TABLE', 'REFUSALS_TABLE', 'CAMPAIGNS_TABLE'];
        const units = others.map((table) => unitsOf(onlyWrites(calls), ['plan', 'send', 'sweep', 'notify'], table));
        expect(units.reduce((sum, each) => sum + each, 0)).toBeLessThan(duePerDay / 2);
      }
    });

    test('mails take their turns together: less than one write unit for two of them', () => {
      for (const { calls, mails } of [first, second]) {
        const units = unitsOf(onlyWrites(calls), ['send'], 'CONTROL_TABLE');
        expect(units).toBeGreaterThan(0);
        expect(units / mails).toBeLessThan(0.5);
      }
    });

    test('every row of the send log is at most 1 KB', async () => {
      const sizes: number[] = [];
      const pages = paginateScan({ client: cloud.dynamo }, { TableName: cloud.variable('SEND_LOG_TABLE') });
      for await (const { Items = [] } of pages) {
        // Names and values in UTF-8, a little more than DynamoDB counts, as JSON has quotes.
        sizes.push(...Items.map((item) => Buffer.byteLength(JSON.stringify(item))));
      }
      expect(sizes).toHaveLength(2 * duePerDay);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1_024);
    });

    test('ten times the customers cost a run and the digest not one read unit more, of the index or of the records', () => {
      const index = [first, second].map(({ calls }) =>
        unitsOf(onlyReads(calls), ['plan'], 'CUSTOMERS_TABLE', 'lookup'),
      );
      const all = [first, second].map(({ calls }) => unitsOf(onlyReads(calls), ['plan', 'send'], 'CUSTOMERS_TABLE'));
      expect(index[0]).toBeGreaterThan(0);
      expect(index[1]).toBe(index[0]);
      expect(all[1]).toBe(all[0]);
    });

    test('no function scans a table', () => {
      const asked = cloud.calls().filter(({ functionName }) => functionName !== 'local');
      expect(asked.filter(({ operation }) => reads.test(operation)).length).toBeGreaterThan(0);
      expect(asked.filter(({ operation }) => operation.endsWith(':Scan'))).toEqual([]);
    });

    test('planning and sending log at most 300 bytes a mail, and notifying at most as much a card', () => {
      for (const { logBytes, mails, cards } of [first, second]) {
        expect(logBytes.send).toBeGreaterThan(0);
        expect((logBytes.plan + logBytes.send) / mails).toBeLessThanOrEqual(300);
        expect(logBytes.notify / cards).toBeLessThanOrEqual(300);
      }
    });
  },
);

function onlyReads(calls: readonly CallRecord[]): readonly CallRecord[] {
  return calls.filter(({ operation }) => reads.test(operation));
}

function onlyWrites(calls: readonly CallRecord[]): readonly CallRecord[] {
  return calls.filter(({ operation }) => writes.test(operation));
}
