import { expect, test, vi } from 'vitest';
import { getItems, putItems } from '../../../lambda/adapters/dynamo/batches.ts';
import { inParallel } from '../../../lambda/adapters/dynamo/in-parallel.ts';
import { StoreError } from '../../../lambda/adapters/dynamo/store-error.ts';
import { getItem, type Key, putItem, queryPage, updateItem } from '../../../lambda/adapters/dynamo/table.ts';
import { dynalite } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { intercept } from './watched-client.ts';

vi.mock('../../../lambda/adapters/dynamo/backoff.ts', () => ({ pauseBefore: () => Promise.resolve() }));

const keys: readonly Key[] = Array.from({ length: 130 }, (_, n) => ({ pk: `p${n}`, sk: 's' }));

/** What the commands' input looks like to a middleware. */
function tableInput(input: object, table: string): { readonly Keys?: readonly Key[] } & readonly unknown[] {
  return Reflect.get(Reflect.get(input, 'RequestItems'), table);
}

function thrown(name: string, more: object = {}): Error {
  return Object.assign(new Error('secret words'), { name, ...more });
}

describeEngine('a table in trouble', dynalite, (running) => {
  async function aTable() {
    const client = running().createClient();
    return { client, table: await createTable(client, 'Refusals') };
  }

  test('what a batch left undone is offered again, until all is written and read', async () => {
    const ref = await aTable();
    let partial = 0;
    intercept(ref.client, 'BatchWriteItemCommand', async (input, next) => {
      const requests = tableInput(input, ref.table);
      if (requests.length < 3) return next(input);
      partial += 1;
      await next({ ...input, RequestItems: { [ref.table]: requests.slice(0, 2) } });
      return { UnprocessedItems: { [ref.table]: requests.slice(2) } };
    });
    intercept(ref.client, 'BatchGetItemCommand', async (input, next) => {
      const { Keys = [] } = tableInput(input, ref.table);
      if (Keys.length < 50) return next(input);
      partial += 1;
      const RequestItems = { [ref.table]: { Keys: Keys.slice(0, 40), ConsistentRead: true } };
      const answer = await next({ ...input, RequestItems });
      return { ...answer, UnprocessedKeys: { [ref.table]: { Keys: Keys.slice(40) } } };
    });
    const some = keys.slice(0, 9);
    await putItems(ref, some);
    await putItems({ ...ref, client: running().createClient() }, keys.slice(9));
    expect((await getItems(ref, [...keys, ...some])).map(({ pk }) => pk).sort()).toEqual(
      keys.map(({ pk }) => pk).sort(),
    );
    expect(partial).toBeGreaterThan(4);
  });

  test('a batch that never gets through ends as an error worth another try', async () => {
    const ref = await aTable();
    intercept(ref.client, 'BatchWriteItemCommand', async (input) => ({
      UnprocessedItems: Reflect.get(input, 'RequestItems'),
    }));
    const failure = putItems(ref, keys.slice(0, 1));
    await expect(failure).rejects.toMatchObject({ name: 'StoreError', retryable: true });
  });

  test("an error of DynamoDB's own, a throttled call and a broken connection are worth another try", async () => {
    for (const error of [
      thrown('InternalServerError', { $fault: 'server' }),
      thrown('ThrottlingException', { $fault: 'client' }),
      thrown('SomethingNew', { $fault: 'server' }),
      thrown('Error', { code: 'ECONNREFUSED' }),
    ]) {
      const ref = await aTable();
      intercept(ref.client, 'GetItemCommand', () => Promise.reject(error));
      await expect(getItem(ref, { pk: 'p', sk: 's' })).rejects.toMatchObject({ retryable: true, cause: error });
    }
  });

  test('a wrong request is not worth another try, and its words stay out of the message', async () => {
    const ref = { ...(await aTable()), table: 'Missing' };
    const failures = [
      getItem(ref, { pk: 'C0001', sk: 's' }),
      putItem(ref, { pk: 'C0001', sk: 's' }),
      updateItem(ref, { pk: 'C0001', sk: 's' }, { update: 'SET nothing' }),
      queryPage(ref, { where: { expression: 'pk = :pk', values: { ':pk': 'C0001' } } }),
      getItems(ref, [{ pk: 'C0001', sk: 's' }]),
      putItems(ref, [{ pk: 'C0001', sk: 's' }]),
    ];
    for (const failure of await Promise.allSettled(failures)) {
      const error = failure.status === 'rejected' ? failure.reason : undefined;
      expect(error).toBeInstanceOf(StoreError);
      expect(error.retryable).toBe(false);
      expect(error.message).toMatch(/^(Get|Put|Update|BatchGet|BatchWrite)Item|^Query/);
      expect(error.message).not.toContain('C0001');
    }
  });
});

test('work in parallel keeps the order, and never does more at once than allowed', async () => {
  let running = 0;
  let most = 0;
  const answers = await inParallel([3, 1, 2, 5, 4], 2, async (ticks) => {
    most = Math.max(most, ++running);
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    running -= 1;
    return ticks * 10;
  });
  expect(answers).toEqual([30, 10, 20, 50, 40]);
  expect(most).toBe(2);
});

test('after a failure no further work begins, and what began is finished first', async () => {
  const done: number[] = [];
  const work = async (n: number) => {
    if (n === 0) throw new Error('first');
    await new Promise(setImmediate);
    done.push(n);
  };
  await expect(inParallel([1, 0, 2, 3], 2, work)).rejects.toThrow('first');
  expect(done).toEqual([1]);
});
