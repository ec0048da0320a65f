import { afterAll, beforeAll, describe } from 'vitest';
import { createCampaignStore } from '../../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import { createHeartbeats } from '../../../lambda/adapters/dynamo/control/heartbeats.ts';
import { createIdempotencyKeys } from '../../../lambda/adapters/dynamo/control/idempotency-keys.ts';
import { createMailGate } from '../../../lambda/adapters/dynamo/control/mail-gate.ts';
import { createSendingLine } from '../../../lambda/adapters/dynamo/control/sending-line.ts';
import { createSendingQuotas } from '../../../lambda/adapters/dynamo/control/sending-quotas.ts';
import { createToldOnce } from '../../../lambda/adapters/dynamo/control/told-once.ts';
import { createUploads } from '../../../lambda/adapters/dynamo/control/uploads.ts';
import { createCustomerStore } from '../../../lambda/adapters/dynamo/customers/customer-store.ts';
import { createRefusalStore } from '../../../lambda/adapters/dynamo/refusals/refusal-store.ts';
import { createSendLog } from '../../../lambda/adapters/dynamo/send-log/send-log.ts';
import { createMemoryCampaignStore } from '../../../lambda/adapters/memory/memory-campaign-store.ts';
import { createMemoryCustomerStore } from '../../../lambda/adapters/memory/memory-customer-store.ts';
import { createMemoryHeartbeats } from '../../../lambda/adapters/memory/memory-heartbeats.ts';
import { createMemoryIdempotencyKeys } from '../../../lambda/adapters/memory/memory-idempotency-keys.ts';
import { createMemoryMailGate } from '../../../lambda/adapters/memory/memory-mail-gate.ts';
import { createMemoryRefusalStore } from '../../../lambda/adapters/memory/memory-refusal-store.ts';
import { createMemorySendLog } from '../../../lambda/adapters/memory/memory-send-log.ts';
import { createMemorySendingLine } from '../../../lambda/adapters/memory/memory-sending-line.ts';
import { createMemorySendingQuotas } from '../../../lambda/adapters/memory/memory-sending-quotas.ts';
import { createMemoryToldOnce } from '../../../lambda/adapters/memory/memory-told-once.ts';
import { createMemoryUploads } from '../../../lambda/adapters/memory/memory-uploads.ts';
import { defaultRecordModel as model } from '../../../lambda/domain/records/default-record-model.ts';
import type {
  CampaignStore,
  Clock,
  CustomerStore,
  Heartbeats,
  IdempotencyKeys,
  MailGate,
  RefusalStore,
  SendingLine,
  SendingQuotas,
  SendingRoom,
  SendLog,
  ToldOnce,
  Uploads,
} from '../../../lambda/ports.ts';
import { type DynamoEngine, dynamoEngines, type RunningEngine } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';

/** New, empty stores of one kind. Pages hold three, so that paging happens. */
export interface Stores {
  customers(): Promise<CustomerStore>;
  refusals(): Promise<RefusalStore>;
  campaigns(): Promise<CampaignStore>;
  sendLog(clock: Clock): Promise<SendLog>;
  heartbeats(): Promise<Heartbeats>;
  sendingLine(): Promise<SendingLine>;
  sendingQuotas(): Promise<SendingQuotas & SendingRoom>;
  mailGate(): Promise<MailGate>;
  toldOnce(): Promise<ToldOnce>;
  idempotencyKeys(): Promise<IdempotencyKeys>;
  uploads(clock: Clock): Promise<Uploads>;
}

const pageSize = 3;

const memory: Stores = {
  customers: async () => createMemoryCustomerStore({ model, pageSize }),
  refusals: async () => createMemoryRefusalStore(),
  campaigns: async () => createMemoryCampaignStore(),
  sendLog: async (clock) => createMemorySendLog({ clock, pageSize }),
  heartbeats: async () => createMemoryHeartbeats(),
  sendingLine: async () => createMemorySendingLine(),
  sendingQuotas: async () => createMemorySendingQuotas(),
  mailGate: async () => createMemoryMailGate(),
  toldOnce: async () => createMemoryToldOnce(),
  idempotencyKeys: async () => createMemoryIdempotencyKeys(),
  uploads: async (clock) => createMemoryUploads(clock),
};

/** Runs the same contract against the stores in memory and against those of every DynamoDB engine that is installed. */
export function describeStores(port: string, contract: (stores: Stores) => void): void {
  describe(`${port} in memory`, () => contract(memory));
  for (const engine of dynamoEngines) {
    describeEngine(port, engine, (running) => contract(dynamoStores(running)));
  }
}

/** Runs tests against one engine, or skips them saying why it is not there. */
export function describeEngine(what: string, engine: DynamoEngine, tests: (engine: () => RunningEngine) => void): void {
  const name = engine.missing === undefined ? engine.name : `${engine.name} (${engine.missing})`;
  describe.skipIf(engine.missing !== undefined)(`${what} on ${name}`, () => {
    let running: RunningEngine | undefined;
    beforeAll(async () => {
      running = await engine.start();
    });
    afterAll(() => running?.stop());
    tests(() => {
      if (running === undefined) throw new Error('The engine is not running');
      return running;
    });
  });
}

function dynamoStores(engine: () => RunningEngine): Stores {
  return {
    async customers() {
      const client = engine().createClient();
      return createCustomerStore({ client, table: await createTable(client, 'Customers'), model, pageSize });
    },
    async refusals() {
      const client = engine().createClient();
      return createRefusalStore({ client, table: await createTable(client, 'Refusals') });
    },
    async campaigns() {
      const client = engine().createClient();
      return createCampaignStore({ client, table: await createTable(client, 'Campaigns') });
    },
    async sendLog(clock) {
      const client = engine().createClient();
      return createSendLog({ client, table: await createTable(client, 'SendLog'), clock, pageSize });
    },
    async heartbeats() {
      const client = engine().createClient();
      return createHeartbeats({ client, table: await createTable(client, 'Control') });
    },
    async sendingLine() {
      const client = engine().createClient();
      return createSendingLine({ client, table: await createTable(client, 'Control') });
    },
    async sendingQuotas() {
      const client = engine().createClient();
      return createSendingQuotas({ client, table: await createTable(client, 'Control') });
    },
    async mailGate() {
      const client = engine().createClient();
      return createMailGate({ client, table: await createTable(client, 'Control') });
    },
    async idempotencyKeys() {
      const client = engine().createClient();
      return createIdempotencyKeys({ client, table: await createTable(client, 'Control') });
    },
    async toldOnce() {
      const client = engine().createClient();
      return createToldOnce({ client, table: await createTable(client, 'Control') });
    },
    async uploads(clock) {
      const client = engine().createClient();
      return createUploads({ client, table: await createTable(client, 'Control') }, clock);
    },
  };
}
