import { randomUUID } from 'node:crypto';

/** What happened to which object, and where. */
export interface ObjectChange {
  readonly kind: 'created' | 'deleted';
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes?: number;
  readonly etag?: string;
  readonly reason: string;
  readonly atMs: number;
  readonly region: string;
  readonly account: string;
}

/** The event that S3 sends to EventBridge (docs.aws.amazon.com/AmazonS3, "EventBridge event message structure"). */
export function objectEvent(change: ObjectChange) {
  const { kind, bucket, key, sizeBytes, etag, reason, atMs, region, account } = change;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': kind === 'created' ? 'Object Created' : 'Object Deleted',
    source: 'aws.s3',
    account,
    time: new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      // Unlike in S3's own notifications the key is not URL-encoded.
      object: {
        key,
        ...(sizeBytes === undefined ? {} : { size: sizeBytes }),
        ...(etag === undefined ? {} : { etag }),
        sequencer: Math.trunc(atMs).toString(16).toUpperCase().padStart(18, '0'),
      },
      'request-id': randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase(),
      requester: account,
      'source-ip-address': '127.0.0.1',
      reason,
      ...(kind === 'deleted' ? { 'deletion-type': 'Permanently Deleted' } : {}),
    },
  };
}
