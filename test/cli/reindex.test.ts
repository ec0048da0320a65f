import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv } from '../e2e/small-company.ts';
import { runFushime } from './run-fushime.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

const customers = customersCsv(['C1', 'C2'].map((id) => aCustomerRow(id, { birthday: '2000-03-15' })));

describe('fushime reindex', () => {
  let served: ServedCloud;
  beforeAll(async () => {
    served = await aRunningCloud('2027-03-14', [anImportFile('customers.csv', customers)], [aBirthdayCampaign()]);
  });
  afterAll(() => served?.close());

  it('reads all records again, tells how far it is on stderr, and changes nothing where all is as it should be', async () => {
    const { exitCode, stdout, stderr } = await runFushime('reindex', '--type', 'customer', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ types: [{ type: 'customer', records: 2, changed: 0, unreadable: [] }] });
    expect(stderr).toContain('customer: 2 read');
  });

  it('takes every type when none is named, and knows no others', async () => {
    const { exitCode, stdout } = await runFushime('reindex');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^customer: 2 records, 0 changed, 0 fields unreadable\n[\s\S]*event: 0 records/);
    expect(await runFushime('reindex', '--type', 'nothing')).toMatchObject({ exitCode: 2 });
  });
});
