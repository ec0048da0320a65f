import { expect, test } from 'vitest';
import { createCampaignStore } from '../../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import { createRefusalStore } from '../../../lambda/adapters/dynamo/refusals/refusal-store.ts';
import { queryAll } from '../../../lambda/adapters/dynamo/table.ts';
import type { Subject } from '../../../lambda/ports.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { holdBack, stopAfter } from './watched-client.ts';

const at = '2027-03-14T00:00:00.000Z';
const run = { campaign: 'birthday', date: '2027-03-14', startedAt: at, days: ['2027-03-14'], counts: {} };
const subject: Subject = { kind: 'customer', id: 'C1' };

for (const engine of dynamoEngines) {
  describeEngine('a function that is stopped halfway', engine, (running) => {
    test('leaves a run that it was about to open where sweep sees it', async () => {
      const [client, dying] = [running().createClient(), running().createClient()];
      const table = await createTable(client, 'Campaigns');
      stopAfter(dying, 2);
      await expect(createCampaignStore({ client: dying, table }).openRun(run)).rejects.toThrow();
      const store = createCampaignStore({ client, table });
      expect(await store.openRuns()).toEqual([run]);
      expect(await store.openRun(run)).toEqual(run);
      expect(await store.openRuns()).toEqual([run]);
    });

    test('or that closes a run leaves it among the open ones that somebody opens again meanwhile', async () => {
      const [client, slow] = [running().createClient(), running().createClient()];
      const table = await createTable(client, 'Campaigns');
      const store = createCampaignStore({ client, table });
      await store.openRun(run);
      const held = holdBack(slow, 'DeleteItemCommand');
      const closing = createCampaignStore({ client: slow, table }).markRun(run.campaign, run.date, 'drainedAt', at);
      await held.reached;
      await store.openRun({ ...run, startedAt: '2027-03-14T01:00:00.000Z' });
      held.release();
      await closing;
      expect(await store.openRuns()).toMatchObject([{ date: run.date, reopenedAt: '2027-03-14T01:00:00.000Z' }]);
    });

    test('leaves no drained run among the open ones', async () => {
      const [client, dying] = [running().createClient(), running().createClient()];
      const table = await createTable(client, 'Campaigns');
      const store = createCampaignStore({ client, table });
      await store.openRun(run);
      stopAfter(dying, 1);
      const stopped = createCampaignStore({ client: dying, table }).markRun(run.campaign, run.date, 'drainedAt', at);
      await expect(stopped).rejects.toThrow();
      expect(await store.openRuns()).toEqual([]);
      const listed = () => queryAll({ client, table }, { expression: 'pk = :pk', values: { ':pk': 'open-runs' } });
      expect(await listed()).toHaveLength(1);
      expect(await store.markRun(run.campaign, run.date, 'drainedAt', at)).toBe(false);
      expect(await listed()).toEqual([]);
    });

    test('has told the ledger of a yes before it holds, and lets a no hold before the ledger is told', async () => {
      const [client, dying] = [running().createClient(), running().createClient()];
      const table = await createTable(client, 'Refusals');
      const store = createRefusalStore({ client, table });
      stopAfter(dying, 1);
      await expect(
        createRefusalStore({ client: dying, table }).optOut([subject], 'marketing', at, 'link'),
      ).rejects.toThrow();
      expect((await store.getMany([[subject]]))[0]?.optedOut).toEqual(['marketing']);

      const dyingAgain = running().createClient();
      stopAfter(dyingAgain, 1);
      const yes = createRefusalStore({ client: dyingAgain, table }).optIn([subject], 'marketing', at, 'page');
      await expect(yes).rejects.toThrow();
      expect((await store.getMany([[subject]]))[0]?.optedOut).toEqual(['marketing']);
      const where = { expression: 'pk = :pk', values: { ':pk': 'customer#C1' } };
      const ledger = (await queryAll({ client, table }, where)).filter(({ sk }) => sk.startsWith('ledger#'));
      expect(ledger).toEqual([expect.objectContaining({ what: 'opt-in', about: 'marketing', at, source: 'page' })]);
    });

    test('has not lost count of the mails that came back, wherever it was stopped', async () => {
      const client = running().createClient();
      const table = await createTable(client, 'Refusals');
      const store = createRefusalStore({ client, table });
      for (const calls of [1, 2, 3]) {
        const address: Subject = { kind: 'address', hash: `h${calls}` };
        const dying = running().createClient();
        stopAfter(dying, calls);
        const stopped = createRefusalStore({ client: dying, table }).countSoftBounce(address, 'm1', at);
        await expect(stopped).rejects.toThrow();
        expect(await store.countSoftBounce(address, 'm1', at)).toBe(1);
      }
    });

    test('every change of refusals is in the ledger, in order, once', async () => {
      const client = running().createClient();
      const table = await createTable(client, 'Refusals');
      const store = createRefusalStore({ client, table });
      await store.optOut([subject], 'marketing', '2027-03-14T00:00:00.000Z', 'link');
      await store.optOut([subject], 'marketing', '2027-03-14T00:00:00.000Z', 'link');
      await store.suppress([subject], ['marketing'], 'complaint', '2027-03-15T00:00:00.000Z');
      await store.optIn([subject], 'marketing', '2027-03-16T00:00:00.000Z', 'page');
      const where = {
        expression: 'pk = :pk AND begins_with(sk, :l)',
        values: { ':pk': 'customer#C1', ':l': 'ledger#' },
      };
      const ledger = await queryAll({ client, table }, where);
      expect(ledger.map(({ what, source }) => `${what} ${source}`)).toEqual([
        'opt-out link',
        'suppress complaint',
        'opt-in page',
      ]);
    });
  });
}
