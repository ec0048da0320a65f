import { TimeZone } from 'aws-cdk-lib';
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Notice } from '../../lambda/domain/notices/notice.ts';
import type { Deployment } from '../config/deployment.ts';
import { QueueSchedule, scheduledTime } from './queue-schedule.ts';
import type { WorkQueues } from './work-queues.ts';

export interface ColleagueSchedulesProps {
  readonly deployment: Deployment;
  readonly group: ScheduleGroup;
  readonly queues: Pick<WorkQueues, 'plan' | 'notice'>;
}

/** What colleagues hear at fixed times of the stage's zone: the morning's digest, and on Mondays whether cards arrive. */
export class ColleagueSchedules extends Construct {
  readonly digest: QueueSchedule;
  readonly heartbeat: QueueSchedule;

  constructor(scope: Construct, id: string, { deployment, group, queues }: ColleagueSchedulesProps) {
    super(scope, id);
    const { digestAt } = deployment.stage;
    const timeZone = TimeZone.of(deployment.stage.timeZone);
    const [hour = '', minute = ''] = digestAt.split(':').map((part) => String(Number(part)));
    this.digest = new QueueSchedule(this, 'Digest', {
      description: 'Tells owners in the morning what goes out until the next working day',
      group,
      when: { hour, minute, timeZone },
      queue: queues.plan,
      message: { kind: 'digest', scheduledTime },
      // In the afternoon it would be no news.
      maxAgeHours: 4,
    });
    this.heartbeat = new QueueSchedule(this, 'Heartbeat', {
      description: 'Asks on every Teams webhook whether cards still arrive',
      group,
      when: { weekDay: 'MON', hour: '10', minute: '0', timeZone },
      queue: queues.notice,
      message: { kind: 'heartbeat', scheduledTime } satisfies Notice,
      maxAgeHours: 24,
    });
  }
}
