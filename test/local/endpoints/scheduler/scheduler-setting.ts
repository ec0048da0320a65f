import { CreateScheduleCommand, type CreateScheduleCommandInput, SchedulerClient } from '@aws-sdk/client-scheduler';
import { type SchedulerEndpoint, startScheduler } from '../../../../local/endpoints/scheduler.ts';

export const queueArn = 'arn:aws:sqs:ap-northeast-1:123456789012:plan';
export const roleArn = 'arn:aws:iam::123456789012:role/scheduler/run';
/** When each test begins. */
export const startMs = Date.UTC(2027, 2, 1);

/** A call for a schedule at 09:00 in Tokyo, changed as told. */
export function aSchedule(changes: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput {
  return {
    Name: 'birthday',
    ScheduleExpression: 'cron(0 9 * * ? *)',
    ScheduleExpressionTimezone: 'Asia/Tokyo',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: queueArn, RoleArn: roleArn, Input: '{}' },
    ...changes,
  };
}

/** A local Scheduler, the SDK's client for it, and the time, which a test may set. */
export interface SchedulerSetting {
  readonly endpoint: SchedulerEndpoint;
  readonly client: SchedulerClient;
  readonly time: { nowMs: number };
  create(changes?: Partial<CreateScheduleCommandInput>): Promise<unknown>;
  /** Fires what is due and tells it as `name YYYY-MM-DDTHH:MM` in UTC. */
  fired(untilMs: number, accept?: Parameters<SchedulerEndpoint['fireDue']>[2]): Promise<string[]>;
  close(): Promise<void>;
}

export async function aSchedulerSetting(): Promise<SchedulerSetting> {
  const time = { nowMs: startMs };
  const endpoint = await startScheduler({ clock: { nowMs: () => time.nowMs }, accountId: '123456789012' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SchedulerClient({ endpoint: endpoint.url, region: 'ap-northeast-1', credentials, maxAttempts: 1 });
  return {
    endpoint,
    client,
    time,
    create: (changes) => client.send(new CreateScheduleCommand(aSchedule(changes))),
    async fired(untilMs, accept) {
      const fires: string[] = [];
      const deliver: Parameters<SchedulerEndpoint['fireDue']>[1] = async ({ schedule, scheduledAtMs }) => {
        fires.push(`${schedule.name} ${new Date(scheduledAtMs).toISOString().slice(0, 16)}`);
      };
      await endpoint.fireDue(untilMs, deliver, accept);
      return fires;
    },
    async close() {
      client.destroy();
      await endpoint.close();
    },
  };
}
