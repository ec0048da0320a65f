import { describe, expect, test } from 'vitest';
import { createEventTimes } from '../../../lambda/adapters/dynamo/control/event-times.ts';
import { getItem } from '../../../lambda/adapters/dynamo/table.ts';
import { createMemoryEventTimes } from '../../../lambda/adapters/memory/memory-event-times.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';

const clock = { nowMs: () => Date.parse('2027-03-14T00:00:00Z') };
const ref = { type: 'customer', id: 'C/1' };

describe.each(dynamoEngines)('$name', (engine) => {
  describeEngine('when the latest events about records were', engine, (running) => {
    const stores = async () => {
      const client = running().createClient();
      const table = { client, table: await createTable(client, 'Control') };
      return { table, all: [createEventTimes(table, clock), createMemoryEventTimes()] };
    };

    test('is known field by field, and each note replaces the earlier one of the same field', async () => {
      for (const times of (await stores()).all) {
        expect(await times.of(ref)).toEqual({});
        await times.note(ref, ['name', '会員ランク'], '2027-03-13T00:00:00.000Z');
        await times.note(ref, ['name', ''], '2027-03-14T00:00:00.000Z');
        expect(await times.of(ref)).toEqual({
          ...{ name: '2027-03-14T00:00:00.000Z', 会員ランク: '2027-03-13T00:00:00.000Z' },
          '': '2027-03-14T00:00:00.000Z',
        });
        expect(await times.of({ type: 'customer', id: 'C2' })).toEqual({});
      }
    });

    test('holds for as many fields as a record may have', async () => {
      const fields = Array.from({ length: 350 }, (_, n) => `列${n}`);
      for (const times of (await stores()).all) {
        await times.note(ref, fields, '2027-03-13T00:00:00.000Z');
        expect(Object.keys(await times.of(ref))).toHaveLength(350);
      }
    });

    test('is forgotten after 30 days', async () => {
      const { table, all } = await stores();
      await all[0]?.note(ref, ['name'], '2027-03-13T00:00:00.000Z');
      expect(await getItem(table, { pk: 'event-times#customer/C/1', sk: 'times' })).toMatchObject({
        expiresAt: Date.parse('2027-04-13T00:00:00Z') / 1000,
      });
    });
  });
});
