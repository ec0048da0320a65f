import type { LocalClock } from '../../virtual-clock.ts';
import type { LocalPlace } from '../assembly/resource-identity.ts';
import type { BucketStore } from '../engines/fauxqs.ts';
import type { ObjectsChanged } from '../engines/replay-journal.ts';
import type { JournalEntry } from '../engines/state-journal.ts';
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
  /** Notes a change that is about to happen and, later, that it has been told of. */
  readonly keep: (entry: JournalEntry) => void;
}

/** Tells of what calls change in a bucket that tells EventBridge; the emulator does not. */
export interface ObjectPublishing {
  /** A call is about to be passed on. */
  before(call: ServiceCall): void;
  /** It has succeeded. */
  after(call: ServiceCall): void;
  /** Tells of a change that may have happened: of what is there of it. */
  again(objects: ObjectsChanged): void;
}

/** Answers how to publish what calls change. */
export function publishObjects(options: PublishObjectsOptions): ObjectPublishing {
  const { parts, place, clock, bus, buckets, keep } = options;
  const { region, account } = place;
  const telling = new Set(parts.buckets.filter(({ raisesEvents }) => raisesEvents).map(({ name }) => name));
  const noted = new WeakMap<ServiceCall, number>();
  let lastId = 0;

  function changeOf({ objects }: ServiceCall): ServiceCall['objects'] {
    const isTold = objects && telling.has(objects.bucket) && objects.put.length + objects.deleted.length > 0;
    return isTold ? objects : undefined;
  }
  function publish({ bucket, put, deleted }: NonNullable<ServiceCall['objects']>, putBy: string): void {
    const common = { bucket, atMs: clock.nowMs(), region, account };
    for (const key of put) {
      const { contentLength, etag } = buckets.headObject(bucket, key);
      const object = { key, sizeBytes: contentLength, etag: etag.replaceAll('"', '') };
      bus.publish(objectEvent({ ...common, ...object, reason: putBy, kind: 'created' }));
    }
    for (const key of deleted) bus.publish(objectEvent({ ...common, key, reason: 'DeleteObject', kind: 'deleted' }));
  }
  return {
    before(call) {
      const objects = changeOf(call);
      if (!objects) return;
      lastId += 1;
      noted.set(call, lastId);
      const { bucket, put, deleted } = objects;
      keep({ kind: 'objects', id: lastId, objects: { bucket, put: [...put], deleted: [...deleted] } });
    },
    after(call) {
      const objects = changeOf(call);
      if (!objects) return;
      publish(objects, call.operation.slice('s3:'.length));
      const id = noted.get(call);
      if (id !== undefined) keep({ kind: 'objects-told', id });
    },
    again({ bucket, put, deleted }) {
      if (!buckets.hasBucket(bucket)) return;
      const there = new Set(
        buckets.listObjects(bucket, { maxKeys: Number.MAX_SAFE_INTEGER }).objects.map(({ key }) => key),
      );
      const isThere = (key: string) => there.has(key);
      publish({ bucket, put: put.filter(isThere), deleted: deleted.filter((key) => !isThere(key)) }, 'PutObject');
    },
  };
}
