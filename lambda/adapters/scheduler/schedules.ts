import { createHash } from 'node:crypto';
import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListSchedulesCommand,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Schedules } from '../../ports.ts';
import {
  campaignOfDaily,
  dailyDefinition,
  dailyName,
  dailyPrefix,
  isAsDefined,
  planTarget,
  type SchedulePlace,
} from './daily-definition.ts';

/**
 * Schedules of one EventBridge Scheduler group. For `once`, callers see to it that the instant is to come: what
 * Scheduler does with one already past is not documented.
 */
export function createSchedules(options: SchedulePlace & { readonly client: SchedulerClient }): Schedules {
  const { client, group } = options;

  async function find(name: string): Promise<GetScheduleCommandOutput | undefined> {
    try {
      return await client.send(new GetScheduleCommand({ GroupName: group, Name: name }));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  return {
    async list() {
      const campaigns: string[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListSchedulesCommand({
            GroupName: group,
            NamePrefix: dailyPrefix,
            MaxResults: 100,
            ...(token === undefined ? {} : { NextToken: token }),
          }),
        );
        campaigns.push(...(page.Schedules ?? []).flatMap(({ Name }) => (Name ? [campaignOfDaily(Name)] : [])));
        token = page.NextToken;
      } while (token !== undefined);
      return campaigns;
    },

    async ensureDaily(schedule) {
      const wanted = dailyDefinition(schedule, options);
      const found = await find(wanted.Name);
      if (found && isAsDefined(found, wanted)) return false;
      if (!found) {
        try {
          await client.send(new CreateScheduleCommand(wanted));
          return true;
        } catch (error) {
          // Somebody else made it since; theirs may differ.
          if (!(error instanceof ConflictException)) throw error;
        }
      }
      await client.send(new UpdateScheduleCommand(wanted));
      return true;
    },

    async removeDaily(campaign) {
      try {
        await client.send(new DeleteScheduleCommand({ GroupName: group, Name: dailyName(campaign) }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },

    async once(name, atMs, message) {
      try {
        await client.send(
          new CreateScheduleCommand({
            Name: onceName(name),
            GroupName: group,
            ScheduleExpression: `at(${toSecond(atMs)})`,
            ScheduleExpressionTimezone: 'UTC',
            FlexibleTimeWindow: { Mode: 'OFF' },
            State: 'ENABLED',
            ActionAfterCompletion: 'DELETE',
            Target: planTarget(options, message),
          }),
        );
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error;
      }
    },
  };
}

// Names may hold few characters and at most 64 of them; an event's id may be anything.
function onceName(name: string): string {
  return `once-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}

// Rounded up, so that nothing starts before its time.
function toSecond(atMs: number): string {
  return new Date(Math.ceil(atMs / 1000) * 1000).toISOString().slice(0, 19);
}
