import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { buildApp } from 'fauxqs';
import type { Backend } from '../proxy/http-message.ts';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;

/** The queues of fauxqs as they are in memory. */
export type QueueStore = Stores['sqsStore'];
/** A message as fauxqs keeps it. */
export type StoredMessage = ReturnType<
  NonNullable<ReturnType<QueueStore['getQueueByName']>>['inspectMessages']
>['ready'][number];
/** The buckets of fauxqs as they are in memory. */
export type BucketStore = Stores['s3Store'];

/** SQS and S3, without a listener of their own: requests are handed over in memory. */
export interface Fauxqs {
  readonly backend: Backend;
  readonly queues: QueueStore;
  readonly buckets: BucketStore;
  newMessage(body: string): StoredMessage;
  /** Does something to queues that must not be kept by half. */
  atOnce(work: () => void): void;
  close(): Promise<void>;
}

interface QueueStoreClass {
  new (): QueueStore;
  createMessage(body: string): StoredMessage;
}

interface Persistence {
  readonly db: DatabaseSync;
  /** Does all or, should the process end meanwhile, nothing of it. */
  transaction(work: () => void): void;
  load(queues: QueueStore, topics: Stores['snsStore'], buckets: BucketStore): void;
  close(): void;
}

/** How stores are kept. */
interface Kept {
  atOnce(work: () => void): void;
  close(): void;
}

const notKept: Kept = { atOnce: (work) => work(), close: () => {} };

/** Starts fauxqs: in memory, or kept in a SQLite file in `stateDir` as it goes. */
export async function startFauxqs(stateDir?: string): Promise<Fauxqs> {
  // Its own start function listens on every network interface, so we put its parts together ourselves.
  const { SqsStore }: { SqsStore: QueueStoreClass } = await internal('sqs/sqsStore.js');
  const { SnsStore }: { SnsStore: new () => Stores['snsStore'] } = await internal('sns/snsStore.js');
  const { S3Store }: { S3Store: new () => BucketStore } = await internal('s3/s3Store.js');
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  const kept = stateDir === undefined ? notKept : await persist(stores, stateDir);
  const app = buildApp({ logger: false, stores });
  await app.ready();
  return {
    queues: stores.sqsStore,
    buckets: stores.s3Store,
    newMessage: (body) => SqsStore.createMessage(body),
    atOnce: kept.atOnce,
    async backend({ method, path, headers, body }) {
      // Only methods that S3 and SQS have.
      const known = (['DELETE', 'GET', 'HEAD', 'POST', 'PUT'] as const).find((one) => one === method);
      if (!known) return { status: 405, headers: {}, body: Buffer.alloc(0) };
      const { expect: _, ...passed } = headers;
      const answer = await app.inject({ method: known, url: path, headers: passed, payload: body });
      const flat = Object.entries(answer.headers).map(([name, value]) => [name, String(value ?? '')] as const);
      return { status: answer.statusCode, headers: Object.fromEntries(flat), body: answer.rawPayload };
    },
    async close() {
      await app.close();
      kept.close();
    },
  };
}

async function persist({ sqsStore, snsStore, s3Store }: Stores, stateDir: string): Promise<Kept> {
  const { PersistenceManager } = await internal('persistence.js');
  const manager = new PersistenceManager(stateDir);
  // Two views of the same thing: its own type keeps to itself what is needed here.
  const persistence: Persistence = manager;
  const writes: QueuePersistence = manager;
  // What is written outlives this process; waiting for the disk, write by write, would be for the machine.
  persistence.db.exec('PRAGMA synchronous = OFF');
  // Its own forgets the count of receives, which its own schema refuses.
  const giveBack = persistence.db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  writes.updateMessageReady = (messageId) => void giveBack.run(messageId);
  persistence.load(sqsStore, snsStore, s3Store);
  sqsStore.persistence = writes;
  s3Store.persistence = writes;
  for (const queue of sqsStore.allQueues()) {
    queue.persistence = writes;
    // Whoever had taken these is gone.
    for (const [handle, { message }] of [...queue.inflightMessages]) {
      // It is no fault of the message's: it comes as one that has come before, but no nearer to the dead letters.
      message.approximateReceiveCount = Math.min(message.approximateReceiveCount, 1);
      queue.changeVisibility(handle, 0);
    }
  }
  return {
    atOnce: (work) => persistence.transaction(work),
    close: () => persistence.close(),
  };
}

type QueuePersistence = NonNullable<QueueStore['persistence']> & NonNullable<BucketStore['persistence']>;

function internal(file: string) {
  const packageFile = findPackageJSON('fauxqs', import.meta.url) ?? '';
  return import(pathToFileURL(join(packageFile, '..', 'dist', file)).href);
}
