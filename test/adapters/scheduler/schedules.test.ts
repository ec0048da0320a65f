import {
  CreateScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSchedules } from '../../../lambda/adapters/scheduler/schedules.ts';
import { type SchedulerEndpoint, startScheduler } from '../../../local/endpoints/scheduler.ts';
import { localClient } from '../sqs/start-fauxqs.ts';

const place = {
  group: 'fushime-dev',
  roleArn: 'arn:aws:iam::000000000000:role/scheduler',
  planQueueArn: 'arn:aws:sqs:ap-northeast-1:000000000000:plan',
  dlqArn: 'arn:aws:sqs:ap-northeast-1:000000000000:schedule-dlq',
};
const birthday = { campaign: 'birthday', at: '09:05', timeZone: 'Asia/Tokyo' };

let scheduler: SchedulerEndpoint;
let client: SchedulerClient;

beforeEach(async () => {
  scheduler = await startScheduler({ clock: { nowMs: () => Date.UTC(2027, 2, 1) } });
  scheduler.putGroup(place.group);
  client = new SchedulerClient(localClient(scheduler.url));
});

afterEach(async () => {
  vi.restoreAllMocks();
  client.destroy();
  await scheduler.close();
});

const schedules = () => createSchedules({ client, ...place });
const get = (Name: string) => client.send(new GetScheduleCommand({ GroupName: place.group, Name }));

describe('a campaign’s daily schedule', () => {
  it('starts the campaign at its local time, through the plan queue, with stated retries and a dead-letter queue', async () => {
    expect(await schedules().ensureDaily(birthday)).toBe(true);
    expect(await get('daily-birthday')).toMatchObject({
      ScheduleExpression: 'cron(5 9 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Tokyo',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        Arn: place.planQueueArn,
        RoleArn: place.roleArn,
        Input: '{"kind":"run","campaign":"birthday","scheduledTime":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 8 },
        DeadLetterConfig: { Arn: place.dlqArn },
      },
    });
    expect(scheduler.nextFire(Date.UTC(2027, 2, 1))?.atMs).toBe(Date.UTC(2027, 2, 1, 0, 5));
  });

  it('is left alone when it already is as it should be', async () => {
    await schedules().ensureDaily(birthday);
    const send = vi.spyOn(client, 'send');
    expect(await schedules().ensureDaily(birthday)).toBe(false);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('follows a new time or zone', async () => {
    await schedules().ensureDaily(birthday);
    expect(await schedules().ensureDaily({ ...birthday, at: '18:30', timeZone: 'Europe/London' })).toBe(true);
    expect(await get('daily-birthday')).toMatchObject({
      ScheduleExpression: 'cron(30 18 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/London',
    });
  });

  it.each([
    { State: 'DISABLED' as const },
    { Description: 'by hand' },
    { EndDate: new Date('2028-01-01') },
    { FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const, MaximumWindowInMinutes: 5 } },
    { Target: { Arn: place.planQueueArn, RoleArn: place.roleArn, Input: '{}' } },
  ])('is put right again after somebody changed it: %o', async (change) => {
    await schedules().ensureDaily(birthday);
    const { $metadata, Arn, CreationDate, LastModificationDate, ...before } = await get('daily-birthday');
    const { Name, FlexibleTimeWindow, Target, ScheduleExpression, ...rest } = before;
    await client.send(
      new UpdateScheduleCommand({ Name, FlexibleTimeWindow, Target, ScheduleExpression, ...rest, ...change }),
    );
    expect(await schedules().ensureDaily(birthday)).toBe(true);
    const after = await get('daily-birthday');
    expect({ ...after, ...{ $metadata, LastModificationDate } }).toEqual({
      $metadata,
      Arn,
      CreationDate,
      LastModificationDate,
      ...before,
    });
  });

  it('ends as wanted when somebody else creates it at the same moment', async () => {
    const send = client.send.bind(client);
    vi.spyOn(client, 'send').mockImplementation(async (command: unknown) => {
      if (command instanceof CreateScheduleCommand) {
        await send(new CreateScheduleCommand({ ...command.input, ScheduleExpression: 'cron(0 0 * * ? *)' }));
      }
      return Reflect.apply(send, client, [command]);
    });
    expect(await schedules().ensureDaily(birthday)).toBe(true);
    expect((await get('daily-birthday')).ScheduleExpression).toBe('cron(5 9 * * ? *)');
  });

  it('goes with the campaign, and going twice is no error', async () => {
    await schedules().ensureDaily(birthday);
    await schedules().removeDaily('birthday');
    await schedules().removeDaily('birthday');
    expect(await schedules().list()).toEqual([]);
  });

  it('is listed by campaign, beyond one page, and one-time schedules are not', async () => {
    const campaigns = Array.from({ length: 105 }, (_, n) => `c-${String(n).padStart(3, '0')}`);
    for (const campaign of campaigns) await schedules().ensureDaily({ ...birthday, campaign });
    await schedules().once('x', Date.UTC(2027, 3, 1), { kind: 'event', campaign: 'c-000', event: 'x' });
    expect([...(await schedules().list())].sort()).toEqual(campaigns);
  });
});

describe('a one-time schedule', () => {
  const message = { kind: 'event', campaign: 'download', event: 'E1' } as const;

  it('puts its message on the plan queue at its instant and is gone', async () => {
    await schedules().once('download#E1', Date.UTC(2027, 2, 2, 1, 2, 3), message);
    const fires: unknown[] = [];
    await scheduler.fireDue(Date.UTC(2027, 2, 3), async ({ input, scheduledAtMs }) => {
      fires.push({ input, scheduledAtMs });
    });
    expect(fires).toEqual([{ input: JSON.stringify(message), scheduledAtMs: Date.UTC(2027, 2, 2, 1, 2, 3) }]);
    expect(scheduler.list()).toEqual([]);
  });

  it('exists once however often it is asked for, under a name that Scheduler takes', async () => {
    const name = `ダウンロード#taro@example.com#${'x'.repeat(200)}`;
    await schedules().once(name, Date.UTC(2027, 2, 2), message);
    await schedules().once(name, Date.UTC(2027, 2, 2), message);
    await schedules().once(`${name}2`, Date.UTC(2027, 2, 2), message);
    expect(scheduler.list().map(({ name: given }) => given)).toEqual([
      expect.stringMatching(/^once-[0-9a-f]{40}$/),
      expect.stringMatching(/^once-[0-9a-f]{40}$/),
    ]);
  });

  it('never starts before its instant', async () => {
    await schedules().once('x', Date.UTC(2027, 2, 2, 0, 0, 0, 1), message);
    expect(scheduler.list()[0]?.expression).toBe('at(2027-03-02T00:00:01)');
  });
});
