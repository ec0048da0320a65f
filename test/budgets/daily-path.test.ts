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
      cloud = await openCloudOn(days[0], { engine: 'dynoxide', measureCapacity: true });
      await putCustomers(0, few);
      await loadFiles(cloud, [], [aBirthdayCampaign()], () => {});
      first = await runDay(days[0]);
      await putCustomers(few, many);
      second = await runDay(days[1]);
    });
    afterAll(() => cloud?.close());

    /** The first hundred have their birthdays on the two days, all others at another time of the year. */
    async function putCustomers(from: number, until: number): Promise<void> {
      const customers = createCustomerStore({ client: cloud.dynamo, table: cloud.variable('CUSTOMERS_TABLE'), model });
      const birthdayOf = (n: number) => {
        if (n < duePerDay) return '1990-03-14';
        return n < 2 * duePerDay ? '1985-03-15' : `1970-${n % 2 === 0 ? '05' : '11'}-${10 + (n % 18)}`;
      };
      const numbers = Array.from({ length: until - from }, (_, index) => from + index);
      await customers.putMany(
        numbers.map((n) => aCustomer(`C${n}`, { email: `c${n}@example.com`, birthday: birthdayOf(n) })),
      );
    }

    async function runDay(day: string): Promise<DayCost> {
      const before = { calls: cloud.calls().length, mails: cloud.mails().length, logBytes: logBytes() };
      await runDays(cloud, { from: day, until: day }, zones);
      const after = logBytes();
      const since = (job: 'plan' | 'send' | 'notify') => after[job] - before.logBytes[job];
      return {
        calls: cloud.calls().slice(before.calls),
        mails: cloud.mails().length - before.mails,
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

    function onlyReads({ calls }: DayCost): readonly CallRecord[] {
      return calls.filter(({ operation }) => reads.test(operation));
    }

    test('everybody due is mailed on both days', () => {
      expect([first.mails, second.mails]).toEqual([duePerDay, duePerDay]);
      expect(cloud.failures()).toEqual([]);
    });
    test('dbg', () => {
      for (const d of [first, second]) {
        console.log(
          d.logBytes,
          d.mails,
          Object.entries(Object.groupBy(d.calls, (c) => c.functionName + ' ' + c.operation))
            .map(([k, v]) => k + ' ' + v?.length)
            .join('\n'),
        );
        for (const v of ['CUSTOMERS_TABLE', 'SEND_LOG_TABLE', 'CAMPAIGNS_TABLE', 'REFUSALS_TABLE'])
          console.log(
            v,
            unitsOf(onlyReads(d), ['plan'], v),
            unitsOf(onlyReads(d), ['plan'], v, 'lookup'),
            unitsOf(
              d.calls.filter((c) => writes.test(c.operation)),
              ['plan', 'send'],
              v,
            ),
            unitsOf(onlyReads(d), ['send'], v),
            unitsOf(onlyReads(d), ['sweep'], v),
            unitsOf(onlyReads(d), ['notify'], v),
          );
      }
      console.log(
        cloud.logs(nameOf('plan')).slice(0, 10),
        cloud.logs(nameOf('send')).slice(0, 3),
        cloud.logs(nameOf('notify')).slice(0, 3),
      );
    });
  },
);
