import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface FeedbackJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'refusals' | 'sendLog' | 'secrets'>;
  readonly queues: Pick<WorkQueues, 'feedback' | 'notice'>;
}

/** Records what became of mails, and suppresses addresses that bounce or complain. */
export class FeedbackJob extends JobFunction<'feedback'> {
  constructor(scope: Construct, id: string, props: FeedbackJobProps) {
    const { data, queues } = props;
    super(scope, id, {
      ...props,
      job: 'feedback',
      description: 'records deliveries, bounces and complaints',
      environment: {
        SEND_LOG_TABLE: data.sendLog.tableName,
        REFUSALS_TABLE: data.refusals.tableName,
        ADDRESS_KEY_SECRET: data.secrets.addressKey.arn,
        NOTICE_QUEUE_URL: queues.notice.url,
      },
    });
    data.sendLog.grantFeedback(this);
    data.refusals.grantRecord(this);
    data.secrets.addressKey.grantFetch(this);
    queues.notice.grantSend(this);
    queues.feedback.feed(this);
  }
}
