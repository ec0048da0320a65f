import type { BucketFile } from '../../lambda/ports.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';

/** A file to import. */
export interface ImportFile {
  readonly name: string;
  open(): ReadableStream<Uint8Array>;
}

type Bucket = Pick<LocalCloud, 'putObject' | 'deleteObject' | 'listObjects' | 'drain' | 'clock'>;

/** Drops files into `imports/`, one after the other, and waits until each is taken in. */
async function importFiles(cloud: Bucket, files: readonly ImportFile[]): Promise<void> {
  for (const { name, open } of files) {
    await cloud.putObject(`imports/${name}`, new Uint8Array(await new Response(open()).arrayBuffer()));
    await cloud.drain();
  }
}

/** Makes the bucket's templates those given, removing all others, and waits until they are published. */
async function uploadTemplates(cloud: Bucket, files: readonly BucketFile[]): Promise<void> {
  const wanted = new Set(files.map(({ key }) => key));
  const present = [...(await cloud.listObjects('campaigns/')), ...(await cloud.listObjects('partials/'))];
  for (const key of present.filter((each) => !wanted.has(each))) await cloud.deleteObject(key);
  // Partials first: a campaign that arrives before its footer would be reported as broken.
  const partialsFirst = [...files].sort((a, b) => (a.key > b.key ? -1 : 1));
  for (const { key, text } of partialsFirst) await cloud.putObject(key, new TextEncoder().encode(text));
  await cloud.drain();
}

/**
 * Brings in data and templates in the order in which they need each other: records, then the campaigns that may use
 * their columns, then the events that start campaigns. Meanwhile the clock stands still, however much there is to load.
 */
export async function loadFiles(
  cloud: Bucket,
  data: readonly ImportFile[],
  templates: readonly BucketFile[],
  onProgress: (text: string) => void,
): Promise<void> {
  const release = cloud.clock.hold();
  try {
    await load(cloud, data, templates, onProgress);
  } finally {
    release();
  }
}

async function load(
  cloud: Bucket,
  data: readonly ImportFile[],
  templates: readonly BucketFile[],
  onProgress: (text: string) => void,
): Promise<void> {
  const isEvents = ({ name }: ImportFile) => name.endsWith('.jsonl');
  onProgress(`Importing ${data.length} files…`);
  await importFiles(
    cloud,
    data.filter((file) => !isEvents(file)),
  );
  onProgress(`Publishing ${templates.filter(({ key }) => key.startsWith('campaigns/')).length} campaigns…`);
  await uploadTemplates(cloud, templates);
  await importFiles(cloud, data.filter(isEvents));
}
