import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESClient } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createHeartbeats } from '../../adapters/dynamo/control/heartbeats.ts';
import { createMailGate } from '../../adapters/dynamo/control/mail-gate.ts';
import { createSendingQuotas } from '../../adapters/dynamo/control/sending-quotas.ts';
import { createToldOnce } from '../../adapters/dynamo/control/told-once.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createSendLog } from '../../adapters/dynamo/send-log/send-log.ts';
import { createSchedules } from '../../adapters/scheduler/schedules.ts';
import { createMailAccount } from '../../adapters/ses/mail-account.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { createSendBacklog } from '../../adapters/sqs/send-backlog.ts';
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
  const sqs = new SQSClient();
  const control = { client, table: env.CONTROL_TABLE };
  return {
    clock: systemClock,
    log: createLog(),
    stage,
    // A thousand requests of one campaign ask for its version once.
    campaigns: cacheCampaigns(createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }), systemClock),
    heartbeats: createHeartbeats(control),
    gate: createMailGate(control),
    quotas: createSendingQuotas(control),
    told: createToldOnce(control),
    account: createMailAccount({
      ses: new SESClient(),
      sesv2: new SESv2Client(),
      identity: env.MAIL_DOMAIN,
      configurationSet: env.CONFIGURATION_SET,
    }),
    sendLog: createSendLog({ client, table: env.SEND_LOG_TABLE, clock: systemClock, retention: stage.retention }),
    schedules: createSchedules({
      client: new SchedulerClient(),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      planQueueArn: env.PLAN_QUEUE_ARN,
      dlqArn: env.SCHEDULE_DLQ_ARN,
    }),
    queues: createQueues({
      client: sqs,
      planQueueUrl: env.PLAN_QUEUE_URL,
      sendQueueUrl: env.SEND_QUEUE_URL,
      noticeQueueUrl: env.NOTICE_QUEUE_URL,
    }),
    backlog: createSendBacklog({ client: sqs, queueUrl: env.SEND_QUEUE_URL }),
  };
}
