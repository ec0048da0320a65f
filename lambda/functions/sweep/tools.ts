import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createHeartbeats } from '../../adapters/dynamo/control/heartbeats.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createSendLog } from '../../adapters/dynamo/send-log/send-log.ts';
import { createSchedules } from '../../adapters/scheduler/schedules.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { cacheCampaigns } from '../../use-cases/cached-campaigns.ts';
import type { SweepTools } from '../../use-cases/sweep.ts';
import { sweepEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): SweepTools {
  const env = readEnv(sweepEnv, process.env);
  const client = createDocumentClient();
  return {
    clock: systemClock,
    log: createLog(),
    stage,
    // A thousand requests of one campaign ask for its version once.
    campaigns: cacheCampaigns(createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }), systemClock),
    heartbeats: createHeartbeats({ client, table: env.CONTROL_TABLE }),
    sendLog: createSendLog({ client, table: env.SEND_LOG_TABLE, clock: systemClock }),
    schedules: createSchedules({
      client: new SchedulerClient(),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      planQueueArn: env.PLAN_QUEUE_ARN,
      dlqArn: env.SCHEDULE_DLQ_ARN,
    }),
    queues: createQueues({
      client: new SQSClient(),
      planQueueUrl: env.PLAN_QUEUE_URL,
      sendQueueUrl: env.SEND_QUEUE_URL,
      noticeQueueUrl: env.NOTICE_QUEUE_URL,
    }),
  };
}
