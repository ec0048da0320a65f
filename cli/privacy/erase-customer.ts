import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { forgetEventTimes } from '../../lambda/adapters/dynamo/control/event-times.ts';
import { createUploads } from '../../lambda/adapters/dynamo/control/uploads.ts';
import { createDocumentClient } from '../../lambda/adapters/dynamo/document-client.ts';
import { type Person, recordsOf } from '../../lambda/domain/privacy/person.ts';
import { createTraceFinder } from '../../lambda/domain/privacy/trace-finder.ts';
import { type ForbiddenMail, forbidMail } from '../../lambda/use-cases/privacy/forbid-mail.ts';
import { type ForgottenRecords, forgetRecords } from '../../lambda/use-cases/privacy/forget-records.ts';
import { type Leftover, whatIsLeft } from '../../lambda/use-cases/privacy/what-is-left.ts';
import type { OpenStage } from '../stage/open-stage.ts';
import { type DeadLettersErased, eraseDeadLetters } from './dead-letters.ts';
import { type FilesAbout, findFilesAbout } from './erase-files.ts';
import { messageIsAbout } from './is-about.ts';
import { openStoredFiles, type StoredFiles } from './stored-files.ts';

/** What an erasure did. Ids, keys and counts only. */
export interface Erasure extends ForbiddenMail, ForgottenRecords, FilesAbout {
  readonly customer: string;
  readonly deadLetters: DeadLettersErased;
  /** Uploads that waited for a decision and whose file has gone. */
  readonly droppedUploads: readonly string[];
  /** What should have gone and has not; empty when all is well. */
  readonly left: readonly Leftover[];
}

/**
 * Erases a customer: first the mark that forbids mail and storing, then what was to be sent, the copies in files and dead
 * letters, the related records, and last the profile, by which a repetition finds what an earlier try has left.
 */
export async function eraseCustomer(opened: OpenStage, person: Person): Promise<Erasure> {
  const { tools } = opened;
  const forbidden = await forbidMail(tools, person);
  const found = await filesAbout(opened, person);
  const keys = found.files.map(({ key }) => key);
  // As long as their files are there, a repetition finds the uploads by them.
  const droppedUploads = await dropHeld(opened, keys);
  await inBucket(opened, async (stored) => {
    for (const file of found.files) await stored.remove(file);
  });
  const deadLetters = await eraseMessages(opened, person);
  await forgetTimes(opened, person);
  const forgotten = await forgetRecords(tools, person);
  const left = await whatIsLeft(tools, person);
  return { customer: person.customer, ...forbidden, ...forgotten, ...found, droppedUploads, deadLetters, left };
}

/** What erasing a customer would take away from the bucket; changes nothing. */
export async function filesAbout(opened: OpenStage, person: Person): Promise<FilesAbout> {
  return inBucket(opened, (stored) => findFilesAbout(stored, finderOf(opened, person)));
}

function finderOf({ tools }: OpenStage, person: Person) {
  return createTraceFinder(person, (address) => tools.hasher.hash(address));
}

async function inBucket<T>({ settings, resources }: OpenStage, work: (stored: StoredFiles) => Promise<T>): Promise<T> {
  // In the local cloud a bucket is a part of the path, not of the host's name, and keeps no earlier versions.
  const isLocal = settings.endpoint !== undefined;
  const client = new S3Client({ ...settings, forcePathStyle: isLocal });
  try {
    return await work(openStoredFiles({ client, bucket: resources.TemplateBucket, isVersioned: !isLocal }));
  } finally {
    client.destroy();
  }
}

/** Control knows by id of whom events have spoken lately. */
async function forgetTimes({ settings, resources }: OpenStage, person: Person): Promise<void> {
  const client = createDocumentClient(settings);
  try {
    const control = { client, table: resources.ControlTable };
    for (const record of recordsOf(person)) await forgetEventTimes(control, record);
  } finally {
    client.destroy();
  }
}

/** A file that has gone cannot be taken in any more: whoever is asked about it should not be. */
async function dropHeld(
  { settings, resources, tools }: OpenStage,
  keys: readonly string[],
): Promise<readonly string[]> {
  const client = createDocumentClient(settings);
  try {
    const uploads = createUploads({ client, table: resources.ControlTable }, tools.clock);
    const held = (await uploads.held()).filter(({ key }) => keys.includes(key));
    for (const { key, at } of held) {
      const decidedAt = new Date(tools.clock.nowMs()).toISOString();
      await uploads.decide({ key, at }, { decision: 'drop', by: 'fushime erase', at: decidedAt });
      await tools.queues.import([{ kind: 'decided', key, at }]);
    }
    return held.map(({ key }) => key);
  } finally {
    client.destroy();
  }
}

async function eraseMessages({ settings, stage, tools }: OpenStage, person: Person): Promise<DeadLettersErased> {
  const isLocal = settings.endpoint !== undefined;
  const client = new SQSClient({ ...settings, ...(isLocal && { useQueueUrlAsEndpoint: false }) });
  // CloudFormation names a queue stack-construct-random; no construct's name has a hyphen, another stage's stack has one more.
  const name = new RegExp(`^Fushime-${stage.name}-[A-Za-z0-9]+-[A-Za-z0-9]+$`);
  try {
    return await eraseDeadLetters(
      client,
      (queue) => isLocal || name.test(queue),
      messageIsAbout(person, (address) => tools.hasher.hash(address)),
    );
  } finally {
    client.destroy();
  }
}
