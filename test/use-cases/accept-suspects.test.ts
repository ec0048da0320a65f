import { describe, expect, test } from 'vitest';
import { createMemoryCustomerStore } from '../../lambda/adapters/memory/memory-customer-store.ts';
import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import { acceptSuspects } from '../../lambda/use-cases/import/accept-suspects.ts';
import { parseImportMessage } from '../../lambda/use-cases/import/parse-import-message.ts';
import type { ImportMessage, PlanMessage } from '../../lambda/use-cases/messages.ts';
import { silentLog } from '../support/world.ts';

type Accept = Extract<ImportMessage, { readonly kind: 'accept' }>;

const message: Accept = {
  ...{ kind: 'accept', type: 'customer', field: 'birthday', by: 'sato@example.jp', at: '2027-03-14T00:00:00.000Z' },
};

/** Seven customers with dates that look made up. */
async function aStore(timeForPages = Number.POSITIVE_INFINITY) {
  const customers = createMemoryCustomerStore({ model: defaultRecordModel, pageSize: 2 });
  const birthdays = ['1900-01-01', '1900-01-01', '1900-01-01', '1970-01-01', '2030-01-01', '2031-01-01', '9999-12-31'];
  await customers.putMany(
    birthdays.map((birthday, index) => ({
      ...{ type: 'customer', id: `C${index}`, fields: { birthday, contractEnd: '1900-01-01' } },
      suspects: ['birthday', 'contractEnd'],
    })),
  );
  const importing: ImportMessage[] = [];
  let pages = timeForPages;
  const tools = {
    ...{ customers, log: silentLog },
    queues: {
      import: async (messages: readonly ImportMessage[]) => void importing.push(...messages),
      plan: async () => {},
    },
    hasTime: () => {
      pages -= 1;
      return pages > 0;
    },
  };
  const accepted = async (field: string) => {
    const records = await customers.getMany(birthdays.map((_, index) => ({ type: 'customer', id: `C${index}` })));
    return [...records.values()].filter((record) => record.accepted?.includes(field)).map(({ id }) => id);
  };
  return { tools, importing, accepted };
}

describe('accepting dates that look made up', () => {
  test.each<[string, Partial<Accept>, readonly string[]]>([
    ['of one value', { value: '1900-01-01' }, ['C0', 'C1', 'C2']],
    ['in the future', { cause: 'future-birthday' }, ['C4', 'C5']],
    ['all of them', {}, ['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6']],
    ['of no such value', { value: '1901-01-01' }, []],
  ])('%s', async (_, which, ids) => {
    const { tools, accepted } = await aStore();
    for (const _time of [1, 2]) await acceptSuspects(tools, { ...message, ...which });
    expect(await accepted('birthday')).toEqual(ids);
    expect(await accepted('contractEnd')).toEqual([]);
  });

  test('has plan look at those that were accepted before something failed', async () => {
    const { tools, accepted } = await aStore();
    const planned: string[] = [];
    const { acceptSuspect } = tools.customers;
    const failing: typeof acceptSuspect = async (ref, field, value) => {
      if (ref.id === 'C3') throw new Error('throttled');
      return acceptSuspect(ref, field, value);
    };
    const plan = async (messages: readonly PlanMessage[]) => {
      for (const one of messages) if (one.kind === 'accepted') planned.push(...one.records);
    };
    const shaken = { ...tools, customers: { ...tools.customers, acceptSuspect: failing } };
    const trying = acceptSuspects({ ...shaken, queues: { ...tools.queues, plan } }, message);
    await expect(trying).rejects.toThrow('throttled');
    expect(planned).toEqual(await accepted('birthday'));
    expect(planned).toContain('C2');
  });

  test('goes on where it was when time runs short', async () => {
    const { tools, importing, accepted } = await aStore(1);
    await acceptSuspects(tools, message);
    let rounds = 0;
    for (let next = importing.shift(); next !== undefined; next = importing.shift()) {
      const parsed = parseImportMessage(JSON.parse(JSON.stringify(next)));
      if (parsed.kind !== 'accept') throw new Error('Another message');
      rounds += 1;
      await acceptSuspects(tools, parsed);
    }
    expect(rounds).toBeGreaterThan(1);
    expect(await accepted('birthday')).toHaveLength(7);
  });
});
