import { describe, expect, test } from 'vitest';
import { createMemoryCustomerStore } from '../../lambda/adapters/memory/memory-customer-store.ts';
import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import {
  type AcceptSuspectsTools,
  acceptSuspects,
  findAccepted,
} from '../../lambda/use-cases/import/accept-suspects.ts';
import { parseImportMessage } from '../../lambda/use-cases/import/parse-import-message.ts';
import type { ImportMessage, PlanMessage, SuspectsAccepted } from '../../lambda/use-cases/messages.ts';
import { silentLog } from '../support/world.ts';

const message: SuspectsAccepted = {
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
  const planned: PlanMessage[] = [];
  let pages = timeForPages;
  const tools = {
    ...{ customers, log: silentLog, stage: { timeZone: 'Asia/Tokyo' } },
    queues: {
      import: async (messages: readonly ImportMessage[]) => void importing.push(...messages),
      plan: async (messages: readonly PlanMessage[]) => void planned.push(...messages),
    },
    hasTime: () => {
      pages -= 1;
      return pages > 0;
    },
  };
  const accepted = async (field: string) => {
    const records = await customers.getMany(birthdays.map((_, index) => ({ type: 'customer', id: `C${index}` })));
    return [...records.values()].filter((record) => record.accepted?.[field] !== undefined).map(({ id }) => id);
  };
  /** Handles a message and all that follow, as they come from the queue; answers how many there were. */
  const handle = async (first: ImportMessage, from: AcceptSuspectsTools = tools): Promise<number> => {
    importing.push(first);
    let calls = 0;
    for (let next = importing.shift(); next !== undefined; next = importing.shift()) {
      const parsed = parseImportMessage(JSON.parse(JSON.stringify(next)));
      if (parsed.kind !== 'accept') throw new Error('Another message');
      calls += 1;
      await acceptSuspects(from, parsed);
    }
    return calls;
  };
  return { tools, importing, planned, accepted, handle };
}

describe('accepting dates that look made up', () => {
  test.each<[string, Partial<SuspectsAccepted>, readonly string[]]>([
    ['of one value', { value: '1900-01-01' }, ['C0', 'C1', 'C2']],
    ['in the future', { cause: 'future-birthday' }, ['C4', 'C5']],
    ['all of them', {}, ['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6']],
    ['of no such value', { value: '1901-01-01' }, []],
  ])('%s', async (_, which, ids) => {
    const { accepted, handle } = await aStore();
    for (const _time of [1, 2]) await handle({ ...message, ...which });
    expect(await accepted('birthday')).toEqual(ids);
    expect(await accepted('contractEnd')).toEqual([]);
  });

  test('has plan look at all that were accepted, wherever the worker dies', async () => {
    for (const deadly of ['acceptSuspect', 'plan', 'import'] as const) {
      for (let call = 1; call <= 4; call += 1) {
        const { tools, importing, planned, accepted, handle } = await aStore();
        let left = call;
        const dying =
          <Args extends readonly unknown[], Answer>(name: string, does: (...args: Args) => Promise<Answer>) =>
          async (...args: Args): Promise<Answer> => {
            if (name === deadly) left -= 1;
            if (name === deadly && left === 0) throw new Error('The worker is gone');
            return does(...args);
          };
        const shaken: AcceptSuspectsTools = {
          ...tools,
          customers: { ...tools.customers, acceptSuspect: dying('acceptSuspect', tools.customers.acceptSuspect) },
          queues: { import: dying('import', tools.queues.import), plan: dying('plan', tools.queues.plan) },
        };
        // As the queue does: what was not done comes again, at its end.
        const waiting: ImportMessage[] = [message];
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          if (next.kind !== 'accept') throw new Error('Another message');
          await acceptSuspects(shaken, next).catch(() => next && waiting.push(next));
          waiting.push(...importing.splice(0));
        }
        const asked = planned.flatMap((each) => (each.kind === 'accepted' ? each.records : []));
        expect([...new Set(asked)].sort()).toEqual(await accepted('birthday'));
        expect(await accepted('birthday')).toHaveLength(7);
        expect(await handle(message)).toBe(1);
      }
    }
  });

  test('keeps who said so first, and when', async () => {
    const { tools, handle } = await aStore();
    await handle(message);
    for (const records of [undefined, ['C0']])
      await handle({ ...message, ...(records && { records }), by: '鈴木', at: '2027-03-15T00:00:00.000Z' });
    const { by, at } = message;
    expect((await tools.customers.get({ type: 'customer', id: 'C0' }))?.accepted).toEqual({ birthday: { by, at } });
  });

  test('lets no other date start mails that a record has got by then', async () => {
    const { tools, importing, accepted } = await aStore();
    expect(await findAccepted(tools, { ...message, value: '1900-01-01' })).toBe(3);
    const fields = { birthday: '1970-01-01' };
    await tools.customers.putMany([{ type: 'customer', id: 'C1', fields, suspects: ['birthday'] }]);
    for (const each of importing.splice(0)) if (each.kind === 'accept') await acceptSuspects(tools, each);
    expect(await accepted('birthday')).toEqual(['C0', 'C2']);
  });

  test('goes by the day that it is where the stage is', async () => {
    const { tools, accepted, handle } = await aStore();
    const fields = { birthday: '2027-03-15' };
    await tools.customers.putMany([{ type: 'customer', id: 'C0', fields, suspects: ['birthday'] }]);
    await handle({ ...message, cause: 'future-birthday', at: '2027-03-14T16:00:00.000Z' });
    expect(await accepted('birthday')).toEqual(['C4', 'C5']);
  });

  test('goes on where it was when time runs short', async () => {
    const { accepted, handle } = await aStore(1);
    // Four pages of the index, and for each the records found.
    expect(await handle(message)).toBe(8);
    expect(await accepted('birthday')).toHaveLength(7);
  });
});
