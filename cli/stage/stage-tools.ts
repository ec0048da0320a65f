import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import { createUploads } from '../../lambda/adapters/dynamo/control/uploads.ts';
import { createCustomerStore } from '../../lambda/adapters/dynamo/customers/customer-store.ts';
import { createDocumentClient } from '../../lambda/adapters/dynamo/document-client.ts';
import { createRefusalStore } from '../../lambda/adapters/dynamo/refusals/refusal-store.ts';
import { createSendLog } from '../../lambda/adapters/dynamo/send-log/send-log.ts';
import { createAddressHasher } from '../../lambda/adapters/secrets/address-hasher.ts';
import { createLinks } from '../../lambda/adapters/secrets/links.ts';
import { createSecretReader } from '../../lambda/adapters/secrets/secret-reader.ts';
import { createQueues } from '../../lambda/adapters/sqs/queues.ts';
import { compileOnce } from '../../lambda/domain/message/compile-once.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type {
  AddressHasher,
  CampaignStore,
  Clock,
  CustomerStore,
  Links,
  Log,
  Queues,
  RefusalStore,
  SendLog,
  Uploads,
} from '../../lambda/ports.ts';
import { createLog } from '../../lambda/runtime/logger.ts';
import { note } from '../print.ts';
import type { StageAccess } from './stage-access.ts';

/** All that the use cases ask for, of one stage. */
export interface StageTools {
  readonly stage: StageConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly campaigns: CampaignStore;
  readonly customers: CustomerStore;
  readonly refusals: RefusalStore;
  readonly sendLog: SendLog;
  readonly hasher: AddressHasher;
  readonly links: Links;
  readonly queues: Queues;
  readonly uploads: Uploads;
  readonly compile: ReturnType<typeof compileOnce>;
}

/** The same stores and queues as the functions have, over SDK clients of this machine's user. */
export function createStageTools({ stage, clock, settings, resources }: StageAccess): StageTools {
  const client = createDocumentClient(settings);
  const readSecret = createSecretReader({ client: new SecretsManagerClient(settings) });
  const hasher = createAddressHasher({ key: () => readSecret(resources.AddressKeySecret) });
  return {
    stage,
    clock,
    // What went well is told by the command itself.
    log: { ...createLog(note), info: () => {} },
    campaigns: createCampaignStore({ client, table: resources.CampaignsTable, clock }),
    customers: createCustomerStore({
      ...{ client, table: resources.CustomersTable, model: stage.recordModel },
      ...{ clock, hasher },
    }),
    refusals: createRefusalStore({ client, table: resources.RefusalsTable, clock }),
    sendLog: createSendLog({ client, table: resources.SendLogTable, clock, retention: stage.retention }),
    hasher,
    links: createLinks({ pagesUrl: resources.PagesUrl, key: () => readSecret(resources.LinkKeySecret) }),
    queues: createQueues({
      // A queue's URL would otherwise lead past the endpoint.
      client: new SQSClient({ ...settings, ...(settings.endpoint && { useQueueUrlAsEndpoint: false }) }),
      planQueueUrl: resources.PlanQueueUrl,
      sendQueueUrl: resources.SendQueueUrl,
      noticeQueueUrl: resources.NoticeQueueUrl,
      importQueueUrl: resources.ImportQueueUrl,
    }),
    uploads: createUploads({ client, table: resources.ControlTable }, clock),
    compile: compileOnce(),
  };
}
