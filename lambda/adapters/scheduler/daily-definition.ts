import { isDeepStrictEqual } from 'node:util';
import type { FlexibleTimeWindow, GetScheduleCommandOutput, Target } from '@aws-sdk/client-scheduler';
import type { DailySchedule } from '../../ports.ts';
import type { PlanMessage } from '../../use-cases/messages.ts';

/** Where schedules live and what they start. */
export interface SchedulePlace {
  readonly group: string;
  /** The role that Scheduler takes on to reach the queue. */
  readonly roleArn: string;
  readonly planQueueArn: string;
  readonly dlqArn: string;
}

/** A schedule in full: whatever an update leaves out is reset to its default (SDK: UpdateSchedule). */
export interface ScheduleDefinition {
  readonly Name: string;
  readonly GroupName: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly FlexibleTimeWindow: FlexibleTimeWindow;
  readonly State: 'ENABLED';
  readonly ActionAfterCompletion: 'NONE' | 'DELETE';
  readonly Target: Target;
}

const prefix = 'daily-';
// Scheduler puts the planned instant here, ISO UTC (guide: "Adding context attributes").
const scheduledTime = '<aws.scheduler.scheduled-time>';

/** The name of a campaign's daily schedule: at most 54 characters, as a campaign's id has at most 48. */
export function dailyName(campaign: string): string {
  return `${prefix}${campaign}`;
}

/** The campaign whose daily schedule has this name. */
export function campaignOfDaily(name: string): string {
  return name.slice(prefix.length);
}

/** The prefix that all daily schedules' names share. */
export const dailyPrefix = prefix;

/** What every schedule says of its target: tried for a day at most, then kept in the dead-letter queue. */
export function planTarget(place: SchedulePlace, message: PlanMessage): Target {
  return {
    Arn: place.planQueueArn,
    RoleArn: place.roleArn,
    Input: JSON.stringify(message),
    RetryPolicy: { MaximumEventAgeInSeconds: 24 * 60 * 60, MaximumRetryAttempts: 8 },
    DeadLetterConfig: { Arn: place.dlqArn },
  };
}

/** A campaign's daily schedule as it has to be. */
export function dailyDefinition({ campaign, at, timeZone }: DailySchedule, place: SchedulePlace): ScheduleDefinition {
  const [hour, minute] = at.split(':').map(Number);
  return {
    Name: dailyName(campaign),
    GroupName: place.group,
    ScheduleExpression: `cron(${minute} ${hour} * * ? *)`,
    ScheduleExpressionTimezone: timeZone,
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: 'ENABLED',
    ActionAfterCompletion: 'NONE',
    Target: planTarget(place, { kind: 'run', campaign, scheduledTime }),
  };
}

/** Whether a schedule is just as it has to be, in every field that it can have. */
export function isAsDefined(found: GetScheduleCommandOutput, wanted: ScheduleDefinition): boolean {
  const { Arn, CreationDate, LastModificationDate, $metadata, ...fields } = found;
  const said = { ...fields, ActionAfterCompletion: fields.ActionAfterCompletion ?? 'NONE' };
  const withoutAbsent = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return isDeepStrictEqual(withoutAbsent, wanted);
}
