import type { BucketStore } from './engines/fauxqs.ts';
import { localAccessKeyId } from './functions/function-env.ts';
import type { Backend } from './proxy/http-message.ts';

/** The template bucket from outside, as a person with its console would use it: changes raise events. */
export interface LocalBucket {
  /** `metadata` is the user's own, by name without `x-amz-meta-`. */
  putObject(key: string, body: Uint8Array | string, metadata?: Readonly<Record<string, string>>): Promise<void>;
  deleteObject(key: string): Promise<void>;
  /** Undefined when there is no such object. */
  readObject(key: string): Promise<Buffer | undefined>;
  /** Keys that begin with `prefix`, in order. */
  listObjects(prefix: string): Promise<readonly string[]>;
}

/** Opens a bucket through the proxy, in the local cloud's own name. */
export function openBucket(name: string, proxy: Backend, store: BucketStore): LocalBucket {
  const authorization = `AWS4-HMAC-SHA256 Credential=${localAccessKeyId}/20000101/local/s3/aws4_request`;
  const call = async (method: string, key: string, body: Buffer, metadata: Readonly<Record<string, string>> = {}) => {
    const path = `/${name}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const headers = {
      authorization,
      'content-length': String(body.length),
      'content-type': 'application/octet-stream',
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    };
    const answer = await proxy({ method, path, headers, body });
    if (answer.status >= 300) throw new Error(`${method} ${key}: ${answer.status} ${answer.body.toString('utf8')}`);
  };
  return {
    putObject: (key, body, metadata) => call('PUT', key, Buffer.from(body), metadata),
    deleteObject: (key) => call('DELETE', key, Buffer.alloc(0)),
    readObject: async (key) => (keysOf(store, name, key).includes(key) ? store.getObject(name, key).body : undefined),
    listObjects: async (prefix) => keysOf(store, name, prefix),
  };
}

/** Keys of a bucket that begin with `prefix`, in order. */
function keysOf(store: BucketStore, bucket: string, prefix: string): readonly string[] {
  return store.listObjects(bucket, { prefix, maxKeys: Number.MAX_SAFE_INTEGER }).objects.map(({ key }) => key);
}
