import { expect, test } from 'vitest';
import { createSendLog } from '../../../lambda/adapters/dynamo/send-log/send-log.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { aClock, aSend } from './send-builders.ts';
import { loseAnswer } from './watched-client.ts';

const at = '2027-03-14T00:01:00.000Z';

for (const engine of dynamoEngines) {
  describeEngine('a call whose answer was lost', engine, (running) => {
    test('still knows that it was the one that claimed', async () => {
      const client = running().createClient();
      const log = createSendLog({ client, table: await createTable(client, 'SendLog'), clock: aClock() });
      const row = aSend();
      await log.insert(row);
      const lost = loseAnswer(client, 'UpdateItemCommand');
      const claim = { state: 'sending', reason: '', at, sentAt: at } as const;
      expect(await log.move(row, ['planned'], claim)).toBe(true);
      expect(lost()).toBe(1);
      expect((await log.get(row))?.attempt).toBe(1);
      expect(await log.move(row, ['planned'], claim)).toBe(false);
    });

    test('still knows that it was the one that wrote the row', async () => {
      const client = running().createClient();
      const log = createSendLog({ client, table: await createTable(client, 'SendLog'), clock: aClock() });
      const lost = loseAnswer(client, 'PutItemCommand');
      expect(await log.insert(aSend())).toBeUndefined();
      expect(lost()).toBe(1);
      expect(await log.insert(aSend())).toEqual(aSend());
    });
  });
}
