import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { aBirthdayCampaign, aCampaignFile, aCustomerRow, anImportFile, customersCsv } from '../e2e/small-company.ts';
import { runFushime } from './run-fushime.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

const birthday = '2027-03-14';
const born = { birthday: '2000-03-14' };
const shared = 'family@example.com';
const body = '<p>{{sender.name}} {{sender.address}} {{sender.contact}} <a href="{{unsubscribeUrl}}">配信停止</a></p>';

const customers = customersCsv([
  aCustomerRow('C1', { ...born, email: shared }),
  aCustomerRow('C2', { ...born, email: shared.toUpperCase() }),
  aCustomerRow('C3', born),
  aCustomerRow('C4', born),
  aCustomerRow('C5', born),
]);
const contract = aBirthdayCampaign('contract-news');
const offer = aCampaignFile('offer', ['trigger: { every: year, on: customer.birthday }'], body);
const offers = [contract, { ...offer, text: offer.text.replace('category: contract', 'category: marketing') }];

let served: ServedCloud;
beforeAll(async () => {
  served = await aRunningCloud(birthday, [anImportFile('customers.csv', customers)], offers);
});
afterAll(() => served?.close());

const optout = (...args: readonly string[]) => runFushime('optout', ...args);

describe('fushime optout', () => {
  it('keeps marketing mail from whoever refused it, and from nobody else', async () => {
    const byCustomer = await optout('--customer', 'C1', '--source', 'phone', '--json');
    const byAddress = await optout('--email', 'C3@Example.com');
    const ofCampaign = await optout('--customer', 'C4', '--campaign', 'offer');
    await optout('--customer', 'C5');
    const takenBack = await optout('--customer', 'C5', '--resume', '--json');
    await served.runDay(birthday);

    expect(byCustomer.exitCode).toBe(0);
    expect(JSON.parse(byCustomer.stdout)).toEqual({
      ...{ customer: 'C1', action: 'opted-out', scope: 'marketing', source: 'phone' },
      now: { allMarketing: true, campaigns: [], suppressed: [], erased: false },
    });
    expect(byAddress).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Opted out of: all marketing') });
    expect(byAddress.stdout).toContain('what customers refused themselves holds besides');
    expect(ofCampaign).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('of: the campaign offer') });
    expect(JSON.parse(takenBack.stdout)).toMatchObject({ action: 'resumed', now: { allMarketing: false } });
    const rows = await readSendLog(served.cloud);
    expect(rows.map(({ campaign, customer, state: now, reason }) => [campaign, customer, now, reason])).toEqual([
      ...['C1', 'C2', 'C3', 'C4', 'C5'].map((customer) => ['contract-news', customer, 'delivered', '']),
      // C2 is another row with the address of C1.
      ...['C1', 'C2', 'C3', 'C4'].map((customer) => ['offer', customer, 'skipped', 'opted-out']),
      ['offer', 'C5', 'delivered', ''],
    ]);
  });

  it('says what it cannot do, and records nothing', async () => {
    const unknown = await optout('--customer', 'C9', '--json');
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('--email') });
    const aboutContract = await optout('--customer', 'C5', '--campaign', 'contract-news');
    expect(aboutContract).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('contract') });
    const mistyped = await optout('--customer', 'C5', '--campaign', 'ofer');
    expect(mistyped).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Did you mean offer?') });
  });
});

describe('fushime optout, asked wrongly', () => {
  it.each([
    [[], 'either --customer'],
    [['--customer', 'C1', '--email', shared], 'either --customer'],
    [['--email', 'nobody'], 'no mail address'],
    [['--customer', 'C1', '--source', '田中様より電話'], '--source'],
    [['--customer', 'C1', '--stage', 'prod', '--state', '.'], 'exclude each other'],
    [['--customer', 'C1', '--stage', 'nowhere'], 'Stages: local, prod'],
  ])('%j is answered with exit code 2', async (args, why) => {
    const { exitCode, stdout, stderr } = await runFushime('optout', ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(why);
  });
});
