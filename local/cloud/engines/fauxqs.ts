import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
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
  close(): Promise<void>;
}

interface QueueStoreClass {
  new (): QueueStore;
  createMessage(body: string): StoredMessage;
}

interface Persistence {
  load(queues: QueueStore, topics: Stores['snsStore'], buckets: BucketStore): void;
  close(): void;
}

/** Starts fauxqs: in memory, or kept in a SQLite file in `stateDir` as it goes. */
export async function startFauxqs(stateDir?: string): Promise<Fauxqs> {
  // Its own start function listens on every network interface, so we put its parts together ourselves.
  const { SqsStore }: { SqsStore: QueueStoreClass } = await internal('sqs/sqsStore.js');
  const { SnsStore }: { SnsStore: new () => Stores['snsStore'] } = await internal('sns/snsStore.js');
  const { S3Store }: { S3Store: new () => BucketStore } = await internal('s3/s3Store.js');
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  const closePersistence = stateDir === undefined ? () => {} : await persist(stores, stateDir);
  const app = buildApp({ logger: false, stores });
  await app.ready();
  return {
    queues: stores.sqsStore,
    buckets: stores.s3Store,
    newMessage: (body) => SqsStore.createMessage(body),
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
      closePersistence();
    },
  };
}

async function persist({ sqsStore, snsStore, s3Store }: Stores, stateDir: string): Promise<() => void> {
  const { PersistenceManager }: { PersistenceManager: new (dir: string) => Persistence & QueuePersistence } =
    await internal('persistence.js');
  const persistence = new PersistenceManager(stateDir);
  // It would forget the count of receives, which its own schema refuses. Left as taken, a message comes back below.
  persistence.updateMessageReady = () => {};
  persistence.load(sqsStore, snsStore, s3Store);
  sqsStore.persistence = persistence;
  s3Store.persistence = persistence;
  for (const queue of sqsStore.allQueues()) {
    queue.persistence = persistence;
    // Whoever had taken these is gone.
    for (const handle of [...queue.inflightMessages.keys()]) queue.changeVisibility(handle, 0);
  }
  return () => persistence.close();
}

type QueuePersistence = NonNullable<QueueStore['persistence']> & NonNullable<BucketStore['persistence']>;

function internal(file: string) {
  const packageFile = findPackageJSON('fauxqs', import.meta.url) ?? '';
  return import(pathToFileURL(join(packageFile, '..', 'dist', file)).href);
}
