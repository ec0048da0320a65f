import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface ApiJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'control' | 'secrets' | 'templates'>;
  readonly queues: Pick<WorkQueues, 'events'>;
}

/** Takes events and files in from systems that know a key. It hands them on, and can read nothing of what is kept. */
export class ApiJob extends JobFunction<'api'> {
  constructor(scope: Construct, id: string, props: ApiJobProps) {
    const { data, queues } = props;
    super(scope, id, {
      ...props,
      job: 'api',
      description: 'takes events and files in from other systems',
      environment: {
        API_KEYS_SECRET: data.secrets.apiKeys.arn,
        CONTROL_TABLE: data.control.tableName,
        EVENTS_QUEUE_URL: queues.events.url,
        TEMPLATE_BUCKET: data.templates.bucketName,
      },
    });
    data.secrets.apiKeys.grantFetch(this);
    data.control.grantAnswerOnce(this);
    data.templates.grantDropUploads(this);
    queues.events.grantSend(this);
  }
}
