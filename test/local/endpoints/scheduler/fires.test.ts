import {
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startScheduler } from '../../../../local/endpoints/scheduler.ts';
import {
  aSchedule,
  aSchedulerSetting,
  queueArn,
  roleArn,
  type SchedulerSetting,
  startMs,
} from './scheduler-setting.ts';

let setting: SchedulerSetting;
beforeEach(async () => {
  setting = await aSchedulerSetting();
});
afterEach(() => setting.close());

const update = (changes: Partial<CreateScheduleCommandInput>) =>
  setting.client.send(new UpdateScheduleCommand(aSchedule(changes)));

/** The next fires of an expression from a moment on, as local times of its zone. */
async function localFires(expression: string, timeZone: string, from: string, count: number): Promise<string[]> {
  setting.time.nowMs = Date.parse(from);
  await setting.create({ ScheduleExpression: expression, ScheduleExpressionTimezone: timeZone });
  const times: string[] = [];
  let afterMs = setting.time.nowMs;
  for (
    let next = setting.endpoint.nextFire(afterMs);
    next && times.length < count;
    next = setting.endpoint.nextFire(afterMs)
  ) {
    afterMs = next.atMs;
    const { date, time } = setting.endpoint.localOccurrence({ schedule: next.schedule, scheduledAtMs: next.atMs });
    times.push(`${date} ${time.slice(0, 5)}`);
  }
  return times;
}

describe('the local Scheduler fires', () => {
  it.each([
    ['cron(0 9 * * ? *)', ['2027-03-01 09:00', '2027-03-02 09:00']],
    ['cron(0/30 8-9 * * ? *)', ['2027-03-01 08:00', '2027-03-01 08:30']],
    ['cron(15 10 ? * 6L 2027-2028)', ['2027-03-26 10:15', '2027-04-30 10:15']],
    ['cron(0 18 ? * MON-FRI *)', ['2027-03-01 18:00', '2027-03-02 18:00']],
    ['cron(0 9 ? * 1 *)', ['2027-03-07 09:00', '2027-03-14 09:00']],
    ['cron(0 9 ? * L *)', ['2027-03-06 09:00', '2027-03-13 09:00']],
    ['cron(0 9 ? * 3#2 *)', ['2027-03-09 09:00', '2027-04-13 09:00']],
    ['cron(0 9 L * ? *)', ['2027-03-31 09:00', '2027-04-30 09:00']],
    ['cron(0 9 6W * ? *)', ['2027-03-05 09:00', '2027-04-06 09:00']],
    ['cron(0 9 29 FEB ? *)', ['2028-02-29 09:00', '2032-02-29 09:00']],
    ['cron(0 9 1 1 ? 2029)', ['2029-01-01 09:00']],
    ['at(2027-04-01T09:00:00)', ['2027-04-01 09:00']],
    ['at(2027-02-01T09:00:00)', []],
  ])('%s at its local time in Tokyo', async (expression, expected) => {
    expect(await localFires(expression, 'Asia/Tokyo', '2027-02-28T15:00:00Z', 2)).toEqual(expected);
  });

  it('not at a local time that a clock change skips', async () => {
    const times = await localFires('cron(30 2 * * ? *)', 'America/New_York', '2027-03-12T12:00:00Z', 3);

    expect(times).toEqual(['2027-03-13 02:30', '2027-03-15 02:30', '2027-03-16 02:30']);
  });

  it('never, at a single time that a clock change skips', async () => {
    expect(await localFires('at(2027-03-14T02:30:00)', 'America/New_York', '2027-03-12T12:00:00Z', 1)).toEqual([]);
  });

  it('once at a local time that a clock change repeats, on its first pass', async () => {
    const every20 = await localFires('cron(0/20 * * * ? *)', 'America/New_York', '2027-11-07T04:30:00Z', 5);

    expect(every20).toEqual([
      '2027-11-07 00:40',
      '2027-11-07 01:00',
      '2027-11-07 01:20',
      '2027-11-07 01:40',
      '2027-11-07 02:00',
    ]);
    expect(setting.endpoint.nextFire(Date.parse('2027-11-07T05:00:00Z'))?.atMs).toBe(
      Date.parse('2027-11-07T05:20:00Z'),
    );
    expect(setting.endpoint.nextFire(Date.parse('2027-11-07T06:10:00Z'))?.atMs).toBe(
      Date.parse('2027-11-07T07:00:00Z'),
    );
  });

  it('`at` in the zone of the schedule', async () => {
    await setting.create({
      ScheduleExpression: 'at(2027-04-01T09:00:00)',
      ScheduleExpressionTimezone: 'America/New_York',
    });

    expect(setting.endpoint.nextFire(startMs)?.atMs).toBe(Date.parse('2027-04-01T13:00:00Z'));
  });

  it('a rate at once, or from its start date, in steps of real hours', async () => {
    await setting.create({ Name: 'now', ScheduleExpression: 'rate(12 hours)' });
    await setting.create({
      Name: 'later',
      ScheduleExpression: 'rate(1 day)',
      StartDate: new Date(startMs + 3_600_000),
    });

    expect(await setting.fired(startMs + 26 * 3_600_000)).toEqual([
      'now 2027-03-01T00:00',
      'later 2027-03-01T01:00',
      'now 2027-03-01T12:00',
      'now 2027-03-02T00:00',
      'later 2027-03-02T01:00',
    ]);
  });

  it('each occurrence once, in order of time, between start and end date', async () => {
    await setting.create({
      Name: 'b',
      StartDate: new Date('2027-03-02T00:00:00Z'),
      EndDate: new Date('2027-03-03T00:00:00Z'),
    });
    await setting.create({ Name: 'a', ScheduleExpression: 'cron(0 0 ? * TUE *)', ScheduleExpressionTimezone: 'UTC' });
    await setting.create({ Name: 'off', State: 'DISABLED' });

    expect(await setting.fired(Date.parse('2027-03-02T12:00:00Z'))).toEqual([
      'a 2027-03-02T00:00',
      'b 2027-03-02T00:00',
    ]);
    expect(await setting.fired(Date.parse('2027-03-09T00:00:00Z'))).toEqual([
      'b 2027-03-03T00:00',
      'a 2027-03-09T00:00',
    ]);
  });

  it('with the context attributes in the input', async () => {
    const Input = JSON.stringify({
      at: '<aws.scheduler.scheduled-time>',
      again: '<aws.scheduler.scheduled-time>',
      arn: '<aws.scheduler.schedule-arn>',
      id: '<aws.scheduler.execution-id>',
      attempt: '<aws.scheduler.attempt-number>',
    });
    await setting.create({ Target: { Arn: queueArn, RoleArn: roleArn, Input } });
    const inputs: unknown[] = [];
    let executionId = '';
    await setting.endpoint.fireDue(startMs + 3_600_000, async (fire) => {
      inputs.push(JSON.parse(fire.input));
      executionId = fire.executionId;
    });

    const at = '2027-03-01T00:00:00Z';
    expect(inputs).toEqual([]);
    await setting.endpoint.fireDue(startMs + 86_400_000, async (fire) => {
      inputs.push(JSON.parse(fire.input));
      executionId = fire.executionId;
    });
    const arn = 'arn:aws:scheduler:ap-northeast-1:123456789012:schedule/default/birthday';
    const tomorrow = at.replace('03-01', '03-02');
    expect(inputs).toEqual([{ at: tomorrow, again: tomorrow, arn, id: executionId, attempt: '1' }]);
  });

  it("the plain event of EventBridge where there's no input", async () => {
    await setting.create({ Target: { Arn: queueArn, RoleArn: roleArn } });
    const inputs: unknown[] = [];
    await setting.endpoint.fireDue(startMs + 86_400_000, async ({ input }) => {
      inputs.push(JSON.parse(input));
    });

    expect(inputs).toMatchObject([
      { source: 'aws.scheduler', 'detail-type': 'Scheduled Event', time: '2027-03-02T00:00:00Z' },
    ]);
  });

  it('again as often as the retry policy says, and then gives up', async () => {
    const Target = {
      Arn: queueArn,
      RoleArn: roleArn,
      Input: '<aws.scheduler.attempt-number>',
      RetryPolicy: { MaximumRetryAttempts: 2 },
    };
    await setting.create({ Target });
    const inputs: string[] = [];
    const undelivered = await setting.endpoint.fireDue(startMs + 86_400_000, async ({ input }) => {
      inputs.push(input);
      throw new Error('AccessDenied');
    });

    expect(inputs).toEqual(['1', '2', '3']);
    expect(undelivered).toMatchObject([
      { fire: { schedule: { name: 'birthday' }, attempt: 3 }, error: { message: 'AccessDenied' } },
    ]);
    expect(await setting.fired(startMs + 86_400_000)).toEqual([]);
  });

  it('a single time once, and deletes it only if that was asked', async () => {
    const ScheduleExpression = 'at(2027-03-01T12:00:00)';
    await setting.create({ Name: 'kept', ScheduleExpression });
    await setting.create({ Name: 'gone', ScheduleExpression, ActionAfterCompletion: 'DELETE' });
    await setting.create({ Name: 'ends', EndDate: new Date('2027-03-02T12:00:00Z'), ActionAfterCompletion: 'DELETE' });

    expect(await setting.fired(Date.parse('2027-03-05T00:00:00Z'))).toEqual([
      'gone 2027-03-01T03:00',
      'kept 2027-03-01T03:00',
      'ends 2027-03-02T00:00',
    ]);
    expect(setting.endpoint.list().map(({ name }) => name)).toEqual(['kept']);
    expect(setting.endpoint.nextFire(0)).toBeUndefined();
  });

  it('what a delivery has added in the meantime, in its turn', async () => {
    await setting.create({ Name: 'first' });
    const names: string[] = [];
    await setting.endpoint.fireDue(Date.parse('2027-03-02T12:00:00Z'), async ({ schedule, scheduledAtMs }) => {
      names.push(schedule.name);
      setting.time.nowMs = scheduledAtMs;
      if (schedule.name === 'first')
        await setting.create({ Name: 'second', ScheduleExpression: 'at(2027-03-02T10:00:00)' });
    });

    expect(names).toEqual(['first', 'second']);
  });

  it('not what is declined, which stays due', async () => {
    await setting.create({ Name: 'tokyo' });
    await setting.create({ Name: 'new-york', ScheduleExpressionTimezone: 'America/New_York' });
    const untilMs = Date.parse('2027-03-03T12:00:00Z');
    const onSecondOfMarch = await setting.fired(
      untilMs,
      (occurrence) => setting.endpoint.localOccurrence(occurrence).date === '2027-03-02',
    );

    expect(onSecondOfMarch).toEqual(['tokyo 2027-03-02T00:00', 'new-york 2027-03-02T14:00']);
    expect(await setting.fired(untilMs)).toEqual(['tokyo 2027-03-03T00:00']);
  });

  it('nothing that was passed over', async () => {
    await setting.create();
    await setting.create({ Name: 'once', ScheduleExpression: 'at(2027-03-04T09:00:00)' });
    setting.endpoint.skipTo(Date.parse('2027-03-03T00:00:00Z'));

    expect(await setting.fired(Date.parse('2027-03-04T00:00:00Z'))).toEqual([
      'birthday 2027-03-04T00:00',
      'once 2027-03-04T00:00',
    ]);
  });

  it('what was due before an update of the input, but nothing from before an update of the time', async () => {
    await setting.create({ Name: 'input' });
    await setting.create({ Name: 'time' });
    await setting.create({ Name: 'off', State: 'DISABLED' });
    setting.time.nowMs = Date.parse('2027-03-02T00:00:01Z');
    await update({ Name: 'input', Description: 'new' });
    await update({ Name: 'time', ScheduleExpression: 'cron(0 9-10 * * ? *)' });
    await update({ Name: 'off' });

    expect(await setting.fired(Date.parse('2027-03-02T01:00:00Z'))).toEqual([
      'input 2027-03-02T00:00',
      'time 2027-03-02T01:00',
    ]);
  });
});

describe('the local Scheduler', () => {
  it('takes schedules of a template, and leaves one that is the same where it was', async () => {
    const definition = {
      Name: 'sweep',
      GroupName: 'prod',
      ScheduleExpression: 'rate(12 hours)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      StartDate: '2027-03-01T06:00:00Z',
      State: 'ENABLED',
      Target: { Arn: queueArn, RoleArn: roleArn },
    };
    expect(() => setting.endpoint.put(definition)).toThrow('Schedule group prod does not exist.');
    setting.endpoint.putGroup('prod');
    setting.endpoint.putGroup('prod');
    setting.endpoint.put(definition);
    const before = await setting.fired(startMs + 86_400_000);
    setting.time.nowMs = startMs + 86_400_000;
    setting.endpoint.put(definition);

    expect(before).toEqual(['sweep 2027-03-01T06:00', 'sweep 2027-03-01T18:00']);
    expect(await setting.fired(startMs + 36 * 3_600_000)).toEqual(['sweep 2027-03-02T06:00']);
    expect(() => setting.endpoint.put({ ...definition, Unknown: 1 })).toThrow(/Unknown/);
  });

  it('remembers schedules, groups and what has fired over a restart', async () => {
    await setting.client.send(new CreateScheduleGroupCommand({ Name: 'prod' }));
    await setting.create({ GroupName: 'prod', EndDate: new Date('2027-03-04T00:00:00Z') });
    await setting.create({ Name: 'plain' });
    await setting.fired(Date.parse('2027-03-02T00:00:00Z'));
    const other = await startScheduler();
    other.restore(JSON.parse(JSON.stringify(setting.endpoint)));
    await other.close();

    expect(other.list()).toEqual(setting.endpoint.list());
    expect(other.nextFire(0)?.atMs).toBe(Date.parse('2027-03-03T00:00:00Z'));
    expect(JSON.stringify(other)).toBe(JSON.stringify(setting.endpoint));
  });
});
