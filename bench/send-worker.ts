import { parentPort, workerData } from 'node:worker_threads';
import { createMailGate } from '../lambda/adapters/dynamo/control/mail-gate.ts';
import { createSendingLine } from '../lambda/adapters/dynamo/control/sending-line.ts';
import { createSendingQuotas } from '../lambda/adapters/dynamo/control/sending-quotas.ts';
import { createDocumentClient } from '../lambda/adapters/dynamo/document-client.ts';
import { createMailPace } from '../lambda/adapters/sending/mail-pace.ts';
import { createSesClient } from '../lambda/adapters/ses/ses-client.ts';
import { createSesMailer } from '../lambda/adapters/ses/ses-mailer.ts';

/** What a worker thread sends with. */
export interface SenderSetup {
  readonly table: string;
  readonly dynamoUrl: string;
  readonly sesUrl: string;
  /** Functions side by side, each with tools of its own and ten mails at a time. */
  readonly functions: number;
}

/** What it saw. `writes` = conditional writes of the line. */
export interface SenderReport {
  readonly throttled: number;
  readonly writes: number;
  readonly failedWrites: number;
}

const batchSize = 10;
const setup: SenderSetup = workerData;
const seen = { throttled: 0, writes: 0, failedWrites: 0 };
let isStopped = false;

process.env.AWS_ENDPOINT_URL_SES = setup.sesUrl;
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
process.env.AWS_REGION = 'ap-northeast-1';
process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;

const mail = {
  from: { name: '株式会社ミナモ珈琲機器', address: 'info@minamo-coffee.example.jp' },
  to: { name: '山田 花子', address: 'hanako@example.com' },
  ...{ subject: 'お誕生日おめでとうございます', html: '<p>山田様</p>', text: '山田様', tags: {} },
};

function createSender() {
  const client = createDocumentClient({ endpoint: setup.dynamoUrl, region: 'ap-northeast-1', credentials });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isWrite = context.commandName === 'UpdateItemCommand';
      if (isWrite) seen.writes += 1;
      try {
        return await next(args);
      } catch (error) {
        if (isWrite) seen.failedWrites += 1;
        throw error;
      }
    },
    { step: 'initialize', name: 'count' },
  );
  const control = { client, table: setup.table };
  const quotas = createSendingQuotas(control);
  const pace = createMailPace({ quotas, line: createSendingLine(control), gate: createMailGate(control) });
  const ses = createSesClient();
  ses.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error && error.name === 'Throttling') seen.throttled += 1;
        throw error;
      }
    },
    { step: 'initialize', name: 'count' },
  );
  const mailer = createSesMailer({ client: ses, configurationSet: 'fushime', pace });
  return async () => {
    const turn = await pace.turn();
    if (turn.kind === 'go' && !isStopped) await mailer.send(mail);
  };
}

async function runFunction(): Promise<void> {
  const send = createSender();
  while (!isStopped) await Promise.all(Array.from({ length: batchSize }, send));
}

parentPort?.on('message', () => {
  isStopped = true;
  parentPort?.postMessage({ ...seen } satisfies SenderReport);
});
await Promise.all(Array.from({ length: setup.functions }, runFunction));
