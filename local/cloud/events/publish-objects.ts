import type { LocalClock } from '../../virtual-clock.ts';
import type { LocalPlace } from '../assembly/resource-identity.ts';
import type { BucketStore } from '../engines/fauxqs.ts';
import type { ServiceCall } from '../proxy/service-call.ts';
import type { CloudParts } from '../wiring/cloud-parts.ts';
import type { EventBus } from './event-bus.ts';
import { objectEvent } from './object-event.ts';

/** What telling the event bus of objects needs. */
export interface PublishObjectsOptions {
  readonly parts: CloudParts;
  readonly place: LocalPlace;
  readonly clock: LocalClock;
  readonly bus: EventBus;
  readonly buckets: BucketStore;
}

/** Answers how to publish what a successful call changed in a bucket that tells EventBridge; the emulator does not. */
export function publishObjects({ parts, place, clock, bus, buckets }: PublishObjectsOptions) {
  const { region, account } = place;
  const telling = new Set(parts.buckets.filter(({ raisesEvents }) => raisesEvents).map(({ name }) => name));
  return ({ operation, objects }: ServiceCall): void => {
    if (!objects || !telling.has(objects.bucket)) return;
    const { bucket } = objects;
    const reason = operation === 's3:DeleteObjects' ? 'DeleteObject' : operation.slice('s3:'.length);
    const common = { bucket, reason, atMs: clock.nowMs(), region, account };
    for (const key of objects.put) {
      const { contentLength, etag } = buckets.headObject(bucket, key);
      const object = { key, sizeBytes: contentLength, etag: etag.replaceAll('"', '') };
      bus.publish(objectEvent({ ...common, ...object, kind: 'created' }));
    }
    for (const key of objects.deleted) bus.publish(objectEvent({ ...common, key, kind: 'deleted' }));
  };
}
