import { rmSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { runDays } from '../../local/run/run-days.ts';
import { synthesize } from '../../local/run/synthesize.ts';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv, openCloudOn } from './small-company.ts';
import { type Grant, withhold } from './withhold.ts';

const day = '2027-03-14';
const customers = anImportFile('customers.csv', customersCsv([aCustomerRow('C1', { birthday: '2000-03-14' })]));

describe('a day with one customer due', () => {
  let outdir: string;
  let copy: string | undefined;
  let cloud: LocalCloud | undefined;

  beforeAll(async () => {
    outdir = await synthesize(local);
  });
  afterEach(async () => {
    await cloud?.close();
    if (copy !== undefined) rmSync(copy, { recursive: true });
    cloud = copy = undefined;
  });

  /** Imports, publishes and runs the day; answers what the functions were denied, and how many mails left. */
  async function runDay(grant?: Grant) {
    copy = grant && withhold(outdir, grant);
    cloud = await openCloudOn(day, { outdir: copy ?? outdir });
    await loadFiles(cloud, [customers], [aBirthdayCampaign()], () => {});
    const calls = cloud.calls();
    const schedules = calls.filter(({ operation, status }) => operation === 'scheduler:CreateSchedule' && status < 300);
    await runDays(cloud, { from: day, until: day }, ['Asia/Tokyo']);
    return { failures: cloud.failures(), mails: cloud.mails().length, schedules: schedules.length };
  }

  test('with every grant in lib/ in place nothing is denied and the mail leaves', async () => {
    expect(await runDay()).toEqual({ failures: [], mails: 1, schedules: 1 });
  });

  test.each<Grant & { readonly arn: RegExp; readonly schedules: number; readonly mails: number }>([
    {
      job: 'Send',
      action: 'dynamodb:UpdateItem',
      resource: 'SendLog',
      arn: /:table\/.*SendLog/,
      schedules: 1,
      mails: 0,
    },
    { job: 'Plan', action: 'kms:Decrypt', resource: 'DataKey', arn: /:key\//, schedules: 1, mails: 0 },
    { job: 'Send', action: 'ses:SendRawEmail', resource: 'identity/', arn: /:identity\//, schedules: 1, mails: 0 },
    // For these two sweep steps in a few minutes later: the mail is late, not lost.
    { job: 'Plan', action: 'sqs:SendMessage', resource: 'QueuesSendQueue', arn: /SendQueue/, schedules: 1, mails: 1 },
    { job: 'Publish', action: 'iam:PassRole', resource: 'SchedulesRole', arn: /:role\//, schedules: 0, mails: 1 },
  ])('without $action on $resource, $job is denied it', async ({ arn, schedules, mails, ...grant }) => {
    const outcome = await runDay(grant);
    expect(outcome).toMatchObject({ schedules, mails });
    const denied = outcome.failures.filter(({ kind }) => kind === 'denied');
    expect(denied.length).toBeGreaterThan(0);
    for (const failure of denied) {
      expect(failure).toMatchObject({
        functionName: expect.stringMatching(new RegExp(`^${grant.job}Function`)),
        action: grant.action,
        resource: expect.stringMatching(arn),
        message: expect.stringContaining(`is not authorized to perform: ${grant.action}`),
      });
    }
  });
});
