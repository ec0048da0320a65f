import type { Schedule } from './schedule.ts';

/** A schedule as GetSchedule answers it: dates in seconds, what was never set left out. */
export function scheduleAnswer(schedule: Schedule): Readonly<Record<string, unknown>> {
  return { ...scheduleSummary(schedule), ...scheduleWire(schedule) };
}

/** What a schedule says, in the words in which a call would say it. */
export function scheduleWire(schedule: Schedule): Readonly<Record<string, unknown>> {
  return {
    Name: schedule.name,
    GroupName: schedule.groupName,
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timeZone,
    StartDate: seconds(schedule.startDateMs),
    EndDate: seconds(schedule.endDateMs),
    Description: schedule.description,
    State: schedule.state,
    KmsKeyArn: schedule.kmsKeyArn,
    ActionAfterCompletion: schedule.actionAfterCompletion,
    FlexibleTimeWindow: schedule.flexibleTimeWindow,
    Target: schedule.target,
  };
}

/** A schedule as ListSchedules answers it. */
export function scheduleSummary(schedule: Schedule): Readonly<Record<string, unknown>> {
  return {
    Arn: schedule.arn,
    Name: schedule.name,
    GroupName: schedule.groupName,
    State: schedule.state,
    CreationDate: seconds(schedule.createdAtMs),
    LastModificationDate: seconds(schedule.modifiedAtMs),
    Target: { Arn: schedule.target.Arn },
  };
}

/** A group as GetScheduleGroup answers it. */
export function groupAnswer(group: { readonly name: string; readonly arn: string; readonly createdAtMs: number }) {
  const createdAt = seconds(group.createdAtMs);
  return {
    Arn: group.arn,
    Name: group.name,
    State: 'ACTIVE',
    CreationDate: createdAt,
    LastModificationDate: createdAt,
  };
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
