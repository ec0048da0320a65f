import { describe, expect, test } from 'vitest';
import { createEventTimes, deadAfterMs } from '../../../lambda/adapters/dynamo/control/event-times.ts';
import { StoreError } from '../../../lambda/adapters/dynamo/store-error.ts';
import { getItem } from '../../../lambda/adapters/dynamo/table.ts';
import { createMemoryEventTimes } from '../../../lambda/adapters/memory/memory-event-times.ts';
import { recordName } from '../../../lambda/domain/records/record.ts';
import type { EventTimes } from '../../../lambda/ports.ts';
import { jobSizes } from '../../../lib/jobs/job.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';

const ref = { type: 'customer', id: 'C/1' };
const [early, late] = ['2027-03-13T00:00:00.000Z', '2027-03-14T00:00:00.000Z'];

/** A place where something waits until it is let on. */
function aGate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

async function timesOf(times: EventTimes, record = ref) {
  let known: Readonly<Record<string, string>> = {};
  await times.inTurn(record, late, async (noted) => {
    known = noted;
    return [];
  });
  return known;
}

const spokenOf = (times: EventTimes, at: string, ...fields: readonly string[]) =>
  times.inTurn(ref, at, async () => fields);

describe.each(dynamoEngines)('$name', (engine) => {
  describeEngine('when the latest events about records were', engine, (running) => {
    const stores = async () => {
      let nowMs = Date.parse(late);
      const clock = { nowMs: () => nowMs };
      const client = running().createClient();
      const table = { client, table: await createTable(client, 'Control') };
      const dynamo = createEventTimes(table, clock);
      const pass = (ms: number) => {
        nowMs += ms;
      };
      return { table, dynamo, pass, all: [dynamo, createMemoryEventTimes()] };
    };

    test('is known field by field, and each note replaces the earlier one of the same field', async () => {
      for (const times of (await stores()).all) {
        expect(await timesOf(times)).toEqual({});
        await spokenOf(times, early, 'name', '会員ランク');
        await spokenOf(times, late, 'name', '');
        expect(await timesOf(times)).toEqual({ name: late, 会員ランク: early, '': late });
        expect(await timesOf(times, { type: 'customer', id: 'C2' })).toEqual({});
      }
    });

    test('holds for as many fields as a record may have', async () => {
      const fields = Array.from({ length: 350 }, (_, n) => `列${n}`);
      for (const times of (await stores()).all) {
        await spokenOf(times, early, ...fields);
        expect(Object.keys(await timesOf(times))).toHaveLength(350);
      }
    });

    test('is forgotten after 30 days', async () => {
      const { table, dynamo } = await stores();
      await spokenOf(dynamo, early, 'name');
      const kept = await getItem(table, { pk: `event-times#${recordName(ref)}`, sk: 'times' });
      expect(kept).toMatchObject({ expiresAt: Date.parse('2027-04-13T00:00:00Z') / 1000 });
      expect(Object.keys(kept ?? {}).sort()).toEqual(['at.name', 'expiresAt', 'pk', 'sk']);
    });

    test('is asked and noted by one event after the other', async () => {
      for (const times of (await stores()).all) {
        const gate = aGate();
        const begun = aGate();
        const order: string[] = [];
        const first = times.inTurn(ref, late, async () => {
          order.push('first begins');
          begun.open();
          await gate.passed;
          order.push('first ends');
          return ['name'];
        });
        await begun.passed;
        const second = times.inTurn(ref, early, async (noted) => {
          order.push(`second is told of ${noted.name}`);
          return [];
        });
        await times.inTurn({ type: 'customer', id: 'C2' }, late, async () => []);
        order.push('another record');
        gate.open();
        await Promise.all([first, second]);
        expect(order).toEqual(['first begins', 'another record', 'first ends', `second is told of ${late}`]);
      }
    });

    test('is not noted of an event that failed, and the next one does not wait for it', async () => {
      for (const times of (await stores()).all) {
        const failing = times.inTurn(ref, late, async () => {
          throw new Error('no table');
        });
        await expect(failing).rejects.toThrow('no table');
        expect(await timesOf(times)).toEqual({});
      }
    });

    test('can be noted again some time after a function died with an event, and the dead one changes nothing any more', async () => {
      const { dynamo, pass } = await stores();
      const gate = aGate();
      const begun = aGate();
      const dying = dynamo.inTurn(ref, early, async () => {
        begun.open();
        await gate.passed;
        return ['name'];
      });
      await begun.passed;
      await expect(spokenOf(dynamo, late, 'name')).rejects.toMatchObject({ name: 'StoreError', retryable: true });
      pass(deadAfterMs);
      await spokenOf(dynamo, late, 'name');
      gate.open();
      await expect(dying).rejects.toThrow(StoreError);
      expect(await timesOf(dynamo)).toEqual({ name: late });
    });
  });
});

test('no function is taken for dead that may still run', () => {
  expect(deadAfterMs).toBeGreaterThan(jobSizes.intake.timeoutSeconds * 1000);
});
