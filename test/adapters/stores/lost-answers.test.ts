import { expect, test } from 'vitest';
import { createCampaignStore } from '../../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
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

    test('still knows that it was the one that held a run', async () => {
      const client = running().createClient();
      const campaigns = createCampaignStore({ client, table: await createTable(client, 'Campaigns') });
      const days = ['2027-03-14'];
      await campaigns.openRun({ campaign: 'birthday', date: '2027-03-14', days, startedAt: at, counts: {} });
      const held = { mails: 5, limit: 1, limitFrom: 'usual', isMore: true } as const;
      const lost = loseAnswer(client, 'UpdateItemCommand');
      expect(await campaigns.holdRun('birthday', '2027-03-14', held)).toBe(true);
      expect(lost()).toBe(1);
      expect(await campaigns.holdRun('birthday', '2027-03-14', { ...held, mails: 6 })).toBe(false);
      expect((await campaigns.run('birthday', '2027-03-14'))?.held).toEqual({ ...held, mails: 6 });
    });

    test('still knows that it was the one that decided a held run', async () => {
      const client = running().createClient();
      const campaigns = createCampaignStore({ client, table: await createTable(client, 'Campaigns') });
      const days = ['2027-03-14'];
      await campaigns.openRun({ campaign: 'birthday', date: '2027-03-14', days, startedAt: at, counts: {} });
      await campaigns.holdRun('birthday', '2027-03-14', { mails: 5, limit: 1, limitFrom: 'usual', isMore: true });
      const own = { decision: 'released', by: '佐藤', comment: '', at } as const;
      const lost = loseAnswer(client, 'UpdateItemCommand');
      expect(await campaigns.decideRun('birthday', '2027-03-14', own)).toBe(own);
      expect(lost()).toBe(1);
      const other = { ...own, decision: 'dropped' } as const;
      expect(await campaigns.decideRun('birthday', '2027-03-14', other)).toEqual(own);
    });
  });
}
