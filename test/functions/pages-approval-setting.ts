import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { createPagesApp } from '../../lambda/functions/pages/pages-app.ts';
import { readApproval } from '../../lambda/use-cases/approval-request.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorldWithPages, pathOf } from './pages-setting.ts';

const untilMs = Date.parse('2027-04-14T00:00:00Z');

/** A world in which birthday gifts wait for approval: D1 to D3 for their owner 佐藤, D4 for another owner. */
export async function aWorldToDecide(stage: Partial<StageConfig> = {}) {
  const world = await aWorldWithPages(stage);
  const birthday = '1990-03-14';
  await world.goLive(
    aVersion(
      { id: 'gift', name: '<i>贈り物</i>のご案内', approval: 'always' },
      {
        html: '<html><head><title>x</title></head><body><p>{{name}}様</p><a href="https://example.jp/">店</a></body></html>',
      },
    ),
  );
  await world.keep(
    aCustomer('D1', { name: '<script>alert("花子")</script>', company: '青葉商事', email: 'd1@example.jp', birthday }),
    aCustomer('D2', { name: '高橋', email: 'd2@example.jp', birthday }),
    aCustomer('D3', { name: '伊藤', email: 'd3@example.jp', birthday }),
    aCustomer('D4', { name: '渡辺', email: 'd4@example.jp', birthday, 'owner.email': 'mori@minamo.example.jp' }),
  );
  for (const id of ['C1', 'C2', 'C3', 'C4']) await world.keep(aCustomer(id, { birthday: undefined }));
  await world.run('gift', '2027-03-14');
  const app = createPagesApp(world.tools);
  const rowOf = (customer: string) => {
    const row = world.rows().find((each) => each.customer === customer);
    if (row === undefined) throw new Error(`No row of ${customer}`);
    return row;
  };
  return {
    ...world,
    app,
    rowOf,
    /** The path of a request's page, or of another page about the same send. */
    path: (customer = 'D1', purpose: 'approval' | 'mail' = 'approval') =>
      pathOf({ purpose, untilMs, customer, key: rowOf(customer).key }),
    listPath: async (approver = 'sato@minamo.example.jp') =>
      pathOf({ purpose: 'approvals', untilMs, approver: await world.tools.hasher.hash(approver) }),
    digestOf: async (customer = 'D1') => (await readApproval(world.tools, rowOf(customer)))?.digest ?? '',
    read: async (path: string) => (await app.request(path)).text(),
    post: (path: string, fields: Readonly<Record<string, string>> | URLSearchParams, headers = {}) =>
      app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) }),
    /** All that a page could change. */
    everything: async () =>
      JSON.stringify([
        world.rows(),
        world.planned,
        world.offered,
        world.notices,
        world.mails,
        await world.tools.heartbeats.open(),
      ]),
  };
}
