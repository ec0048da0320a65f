import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  aSchedule,
  aSchedulerSetting,
  queueArn,
  roleArn,
  type SchedulerSetting,
  startMs,
} from './scheduler/scheduler-setting.ts';

let setting: SchedulerSetting;
beforeEach(async () => {
  setting = await aSchedulerSetting();
});
afterEach(() => setting.close());

const get = (Name = 'birthday', GroupName = 'default') =>
  setting.client.send(new GetScheduleCommand({ Name, GroupName }));

describe('a schedule in the local Scheduler', () => {
  it('is given back with every field as it was given', async () => {
    await setting.client.send(new CreateScheduleGroupCommand({ Name: 'prod' }));
    const full = aSchedule({
      GroupName: 'prod',
      Description: '誕生日',
      State: 'DISABLED',
      StartDate: new Date('2027-03-02T00:00:00Z'),
      EndDate: new Date('2028-03-02T00:00:00Z'),
      ActionAfterCompletion: 'DELETE',
      KmsKeyArn: 'arn:aws:kms:ap-northeast-1:123456789012:key/1',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      Target: {
        Arn: `${queueArn}.fifo`,
        RoleArn: roleArn,
        Input: '{"campaign":"誕生日"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 600, MaximumRetryAttempts: 3 },
        DeadLetterConfig: { Arn: `${queueArn}-dead` },
        SqsParameters: { MessageGroupId: 'g' },
      },
    });
    const { ScheduleArn } = await setting.client.send(new CreateScheduleCommand(full));

    expect(ScheduleArn).toBe('arn:aws:scheduler:ap-northeast-1:123456789012:schedule/prod/birthday');
    const { $metadata: _, ...found } = await get('birthday', 'prod');
    expect(found).toEqual({
      ...full,
      Arn: ScheduleArn,
      CreationDate: new Date(startMs),
      LastModificationDate: new Date(startMs),
    });
  });

  it('is back at the defaults in all that an update leaves out', async () => {
    await setting.create({
      Description: 'x',
      State: 'DISABLED',
      ActionAfterCompletion: 'DELETE',
      EndDate: new Date('2028-03-02T00:00:00Z'),
      Target: {
        Arn: queueArn,
        RoleArn: roleArn,
        Input: '{}',
        RetryPolicy: { MaximumRetryAttempts: 0 },
        DeadLetterConfig: { Arn: `${queueArn}-dead` },
      },
    });
    setting.time.nowMs += 1000;
    await setting.client.send(
      new UpdateScheduleCommand({
        Name: 'birthday',
        ScheduleExpression: 'rate(1 hour)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: queueArn, RoleArn: roleArn },
      }),
    );

    const { $metadata: _, ...found } = await get();
    expect(found).toEqual({
      Arn: 'arn:aws:scheduler:ap-northeast-1:123456789012:schedule/default/birthday',
      Name: 'birthday',
      GroupName: 'default',
      ScheduleExpression: 'rate(1 hour)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: queueArn,
        RoleArn: roleArn,
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
      CreationDate: new Date(startMs),
      LastModificationDate: new Date(startMs + 1000),
    });
  });

  it('exists once, unless the call is the same one repeated', async () => {
    await setting.create({ ClientToken: 'token-1' });

    await expect(setting.create({ ClientToken: 'token-1' })).resolves.toBeDefined();
    await expect(setting.create({ ClientToken: 'token-2' })).rejects.toMatchObject({ name: 'ConflictException' });
    expect(setting.endpoint.list()).toHaveLength(1);
  });

  it('is gone once deleted', async () => {
    await setting.create();
    await setting.client.send(new DeleteScheduleCommand({ Name: 'birthday' }));
    const again = setting.client.send(new DeleteScheduleCommand({ Name: 'birthday' }));

    await expect(again).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(setting.client.send(new UpdateScheduleCommand(aSchedule()))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('is listed page by page, by group, name and state', async () => {
    await setting.client.send(new CreateScheduleGroupCommand({ Name: 'prod' }));
    for (const name of ['c1', 'c2', 'c3', 'd1']) await setting.create({ Name: name, GroupName: 'prod' });
    await setting.create({ Name: 'c4', GroupName: 'prod', State: 'DISABLED' });
    await setting.create({ Name: 'c5' });
    const pages: (string | undefined)[][] = [];
    let NextToken: string | undefined;
    do {
      const query = { GroupName: 'prod', NamePrefix: 'c', State: 'ENABLED', MaxResults: 2, NextToken } as const;
      const page = await setting.client.send(new ListSchedulesCommand(query));
      pages.push((page.Schedules ?? []).map(({ Name }) => Name));
      NextToken = page.NextToken;
    } while (NextToken);

    expect(pages).toEqual([['c1', 'c2'], ['c3']]);
    const { Schedules } = await setting.client.send(new ListSchedulesCommand({}));
    expect(Schedules?.map(({ GroupName, Name }) => `${GroupName}/${Name}`)).toEqual([
      'default/c5',
      'prod/c1',
      'prod/c2',
      'prod/c3',
      'prod/c4',
      'prod/d1',
    ]);
    expect(Schedules?.[0]?.Target).toEqual({ Arn: queueArn });
  });
});

describe('a group in the local Scheduler', () => {
  it('is created once, found, listed, and takes its schedules with it', async () => {
    await setting.client.send(new CreateScheduleGroupCommand({ Name: 'prod' }));
    await setting.create({ GroupName: 'prod' });
    const group = await setting.client.send(new GetScheduleGroupCommand({ Name: 'prod' }));
    const { ScheduleGroups } = await setting.client.send(new ListScheduleGroupsCommand({ NamePrefix: 'p' }));

    expect(group).toMatchObject({
      Arn: 'arn:aws:scheduler:ap-northeast-1:123456789012:schedule-group/prod',
      State: 'ACTIVE',
    });
    expect(ScheduleGroups?.map(({ Name }) => Name)).toEqual(['prod']);
    await expect(setting.client.send(new CreateScheduleGroupCommand({ Name: 'prod' }))).rejects.toMatchObject({
      name: 'ConflictException',
    });
    await setting.client.send(new DeleteScheduleGroupCommand({ Name: 'prod' }));
    expect(setting.endpoint.list()).toEqual([]);
    await expect(setting.client.send(new GetScheduleGroupCommand({ Name: 'prod' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('must exist before a schedule can be put into it', async () => {
    await expect(setting.create({ GroupName: 'unknown' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('what the local Scheduler refuses', () => {
  const target = { Arn: queueArn, RoleArn: roleArn };
  it.each<[string, Partial<CreateScheduleCommandInput>]>([
    ['a name in Japanese', { Name: '誕生日' }],
    ['a name of 65 characters', { Name: 'x'.repeat(65) }],
    ['an unknown zone', { ScheduleExpressionTimezone: 'Asia/Tokio' }],
    ['an offset for a zone', { ScheduleExpressionTimezone: '+09:00' }],
    ['186 retries', { Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 186 } } }],
    ['an event age of 59 seconds', { Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 59 } } }],
    ['a role that is none', { Target: { ...target, RoleArn: 'role' } }],
    ['a FIFO queue without a message group', { Target: { ...target, Arn: `${queueArn}.fifo` } }],
    [
      'an input to Lambda that is not JSON',
      { Target: { ...target, Arn: 'arn:aws:lambda:a:1:function:f', Input: 'x' } },
    ],
    ['a flexible window without its length', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }],
    ['an end before the start', { StartDate: new Date(startMs + 2000), EndDate: new Date(startMs + 1000) }],
    ['an end in the past', { EndDate: new Date(startMs - 1000) }],
  ])('%s', async (_, changes) => {
    await expect(setting.create(changes)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(setting.endpoint.list()).toEqual([]);
  });

  it.each([
    'every day',
    'at(2027-04-01T09:00)',
    'at(2027-04-01T09:00:00Z)',
    'at(2027-02-29T09:00:00)',
    'rate(0 minutes)',
    'rate(5 minute)',
    'rate(5 seconds)',
    'cron(0 9 * * ?)',
    'cron(0 9 * * * *)',
    'cron(0 9 ? * ? *)',
    'cron(0 9 1 * 2 *)',
    'cron(60 9 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 9 32 * ? *)',
    'cron(0 9 ? * 8 *)',
    'cron(0 9 * * ? 1969)',
    'cron(0 9 * * ? 2200)',
    'cron(0 9 @daily * ? *)',
    'cron(? 9 * * ? *)',
  ])('the expression %s', async (ScheduleExpression) => {
    await expect(setting.create({ ScheduleExpression })).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
