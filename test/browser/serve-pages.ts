import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createAddressHasher } from '../../lambda/adapters/secrets/address-hasher.ts';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import { compileCampaignFile } from '../../lambda/domain/campaign-file/compile-campaign-file.ts';
import type { LinkClaims } from '../../lambda/domain/links/link-claims.ts';
import type { Locale } from '../../lambda/domain/locale.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { createPagesApp } from '../../lambda/functions/pages/pages-app.ts';
import { pathOf } from '../functions/pages-setting.ts';
import { aCustomer, aHold, aStage } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const untilMs = Date.parse('2027-04-14T00:00:00Z');
const heldFile = {
  key: 'imports/0d7a2c1e-5a52-4d1c-9c41-2f0f6f0f9a11/顧客マスタ（2027年3月・全店舗の最新版）.xlsx',
  at: '2027-03-12T00:30:00.000Z',
};
const templates = join(import.meta.dirname, '../../templates');
const people = {
  ja: {
    names: ['田中 花子', '高橋 健', '伊藤 美咲', '渡辺 誠'],
    owner: '佐藤 恵',
    company: '青葉商事株式会社',
    sender: '株式会社みなも',
  },
  en: {
    names: ['Hanako Tanaka', 'Ken Takahashi', 'Misaki Ito', 'Makoto Watanabe'],
    owner: 'Megumi Sato',
    company: 'Aoba Trading',
    sender: 'Minamo',
  },
} as const;

/** The pages as a browser meets them, over a world in which starter birthday mails wait for approval. */
export async function servePages(locale: Locale, changes: Partial<StageConfig> = {}) {
  const { names, owner, company, sender } = people[locale];
  const stage = { locale, sender: { ...aStage.sender, name: sender }, ...changes };
  const world = aWorld({ now: '2027-03-12T10:00:00+09:00', stage });
  await world.goLive(aStarterVersion(locale, 'birthday', { ...aStage, ...stage }));
  await world.keep(
    ...names.map((name, index) =>
      aCustomer(`C${index + 1}`, {
        ...{ name, company, 'owner.name': owner, email: `customer${index + 1}@example.jp` },
        birthday: '1990-03-14',
      }),
    ),
  );
  await world.run('birthday', '2027-03-14');
  const tools = Object.assign(world.tools, {
    hasher: createAddressHasher({ key: async () => 'address-key' }),
    linkKeys: async () => ['new-key'],
    latestLinkKeys: async () => ['new-key'],
  });
  await tools.heartbeats.ask({ id: 'h1', place: { kind: 'channel', name: '営業' }, askedAt: '2027-03-12T00:00:00Z' });
  const app = createPagesApp(tools);
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const keyOf = (customer: string) => world.rows().find((row) => row.customer === customer)?.key ?? '';
  const link = (claims: LinkClaims) => url + pathOf(claims);
  return {
    ...{ world, tools, url, link },
    stateOf: (customer: string) => world.rows().find((row) => row.customer === customer)?.state,
    approval: (customer = 'C1') => link({ purpose: 'approval', untilMs, customer, key: keyOf(customer) }),
    /** Makes a mail's outcome unknown, as if its sender had been lost. */
    async lose(customer: string) {
      const at = new Date(tools.clock.nowMs()).toISOString();
      const row = world.rows().find((each) => each.customer === customer);
      const patch = { state: 'uncertain', reason: 'unknown-outcome', at, sentAt: at } as const;
      if (row !== undefined) await tools.sendLog.move(row, [row.state], patch);
    },
    mail: (customer = 'C1') => link({ purpose: 'mail', untilMs, customer, key: keyOf(customer) }),
    list: async () =>
      link({ purpose: 'approvals', untilMs, approver: await tools.hasher.hash('sato@minamo.example.jp') }),
    outcome: (customer = 'C3') => link({ purpose: 'outcome', untilMs, customer, key: keyOf(customer) }),
    stop: (customer = 'C2') =>
      link({
        ...{ purpose: 'stop', untilMs, campaign: 'birthday', customer, record: `customer/${customer}`, path: {} },
        ...{ nominal: '2027-03-14', dueOn: '2027-03-14', offset: '' },
      }),
    /** Has the brake hold a run of twelve, after some usual days. */
    holdRun: async () => {
      const { campaigns } = tools;
      const run = { campaign: 'birthday', startedAt: '2027-03-12T00:00:00Z' };
      for (const [day, planned] of [
        ['2027-03-09', 3],
        ['2027-03-10', 2],
        ['2027-03-11', 1],
      ] as const)
        await campaigns.openRun({ ...run, date: day, days: [day], counts: { planned } });
      const date = '2027-03-13';
      await campaigns.openRun({ ...run, date, days: [date, '2027-03-14'], counts: { 'waiting:brake': 1_200 } });
      await campaigns.holdRun('birthday', date, { mails: 1_200, isMore: false, limit: 200, limitFrom: 'usual' });
      const [row] = world.rows().filter(({ state }) => state === 'awaiting-approval');
      const at = '2027-03-12T00:00:00Z';
      if (row !== undefined)
        await tools.sendLog.move(row, ['awaiting-approval'], { state: 'waiting', reason: 'brake', at, notBefore: at });
    },
    run: () => link({ purpose: 'run', untilMs, campaign: 'birthday', date: '2027-03-13' }),
    /** Has a file wait that would change many names and remove many records. */
    holdUpload: () =>
      tools.uploads.begin({
        ...{ ...heldFile, state: 'held', type: 'customer', isFull: true, rows: 1_250, rowsDone: 0 },
        counts: { created: 0, updated: 0, unchanged: 0, rejected: 4, removed: 0, warnings: 2 },
        hold: aHold({ why: ['names-change', 'many-removed'] }),
        errorFile: `import-errors/${heldFile.key}.csv`,
      }),
    upload: () => link({ purpose: 'upload', untilMs, ...heldFile }),
    decisionOfUpload: async () => (await tools.uploads.get(heldFile))?.decision?.decision,
    /** Keeps customers whose birthdays look made up. */
    keepSuspects: () =>
      world.keep(
        ...['1900-01-01', '1900-01-01', '2090-05-06'].map((birthday, index) => ({
          ...aCustomer(`S${index + 1}`, { birthday }),
          suspects: ['birthday'],
        })),
      ),
    suspects: () => link({ purpose: 'suspects', untilMs, type: 'customer' }),
    heartbeat: () => link({ purpose: 'heartbeat', untilMs, id: 'h1' }),
    choice: (customer = 'C1') => link({ purpose: 'choice', customer, campaign: 'birthday' }),
    expired: () => link({ purpose: 'heartbeat', untilMs: 0, id: 'h1' }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

export type ServedPages = Awaited<ReturnType<typeof servePages>>;

/** A starter campaign as publish would compile it, but for asking first. */
function aStarterVersion(locale: Locale, id: string, stage: StageConfig): CampaignVersion {
  const folder = join(templates, locale);
  const partials = readdirSync(join(folder, 'partials')).map(
    (file) => [file.replace('.hbs', ''), readFileSync(join(folder, 'partials', file), 'utf8')] as const,
  );
  const source = readFileSync(join(folder, `campaigns/${id}.hbs`), 'utf8').replace('---\n', '---\napproval: always\n');
  const compiled = compileCampaignFile({
    ...{ file: `campaigns/${id}.hbs`, source, partials: new Map(partials), stage, model: stage.recordModel },
    ...{ nowMs: Date.parse('2027-03-12T00:00:00Z'), identityOf: (replaced) => replaced },
  });
  if (compiled.kind !== 'compiled') throw new Error(JSON.stringify(compiled));
  return compiled.version;
}
