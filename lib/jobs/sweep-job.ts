import type { Construct } from 'constructs';
import type { CampaignSchedules } from '../constructs/campaign-schedules.ts';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface SweepJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'campaigns' | 'control' | 'mail' | 'sendLog'>;
  readonly schedules: CampaignSchedules;
  readonly queues: Pick<WorkQueues, 'plan' | 'send' | 'notice'>;
}

/** Offers again what waits, expires what is late, and keeps the schedules in line with what is live. */
export class SweepJob extends JobFunction<'sweep'> {
  constructor(scope: Construct, id: string, props: SweepJobProps) {
    const { data, schedules, queues } = props;
    super(scope, id, {
      ...props,
      job: 'sweep',
      description: 'offers again what waits, expires what is late',
      environment: {
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        SEND_LOG_TABLE: data.sendLog.tableName,
        CONTROL_TABLE: data.control.tableName,
        CONFIGURATION_SET: data.mail.configurationSet.configurationSetName,
        MAIL_DOMAIN: data.mail.mailDomain,
        ...schedules.environment,
        PLAN_QUEUE_ARN: queues.plan.arn,
        PLAN_QUEUE_URL: queues.plan.url,
        SEND_QUEUE_URL: queues.send.url,
        NOTICE_QUEUE_URL: queues.notice.url,
      },
    });
    data.campaigns.grantSweep(this);
    data.sendLog.grantSweep(this);
    data.control.grantReport(this);
    data.control.grantGate(this);
    data.control.grantTellOnce(this);
    data.mail.grantWatch(this);
    schedules.grantDaily(this);
    queues.plan.grantSend(this);
    queues.send.grantSend(this);
    queues.send.grantCount(this);
    queues.notice.grantSend(this);
  }
}
