import { createHash } from 'node:crypto';
import type { KnownUpload, Upload, UploadRef } from '../../../domain/import/upload.ts';
import type { Clock, Uploads } from '../../../ports.ts';
import { getItem, type Item, type Key, queryAll, queryPage, type TableRef, updateItem } from '../table.ts';

const PK = 'upload';
/** Twice as long as the bucket keeps the files themselves. */
const KEPT_SECONDS = 60 * 86_400;

/** Uploads in the Control table; forgotten 60 days after the file came. Throws StoreError when the table does not answer. */
export function createUploads({ client, table }: TableRef, clock: Clock): Uploads {
  const ref = { client, table, clock };
  const read = async (upload: UploadRef) => {
    const item = await getItem(ref, keyOf(upload));
    return item && fromItem(item);
  };
  // All there were in 60 days: some dozens, or a thousand where a system delivers every hour.
  const readAll = () => queryAll(ref, { expression: 'pk = :pk', values: { ':pk': PK } });
  /** What is written of an upload. `waits` is of the store alone: a word is taken while it is there. */
  const changeOf = (upload: Upload) => {
    const { decision: _, ...body } = upload;
    const sets = ['#state = :state', '#body = :body', 'expiresAt = :expiresAt', 'notedAt = :notedAt'];
    const isHeld = upload.state === 'held';
    return {
      sets: [...sets, ...(isHeld ? ['waits = :waits'] : []), ...(upload.etag === undefined ? [] : ['etag = :etag'])],
      removes: isHeld ? [] : ['waits'],
      names: { '#state': 'state', '#body': 'body' },
      values: {
        ':state': upload.state,
        ':body': JSON.stringify(body),
        ':expiresAt': Math.floor(Date.parse(upload.at) / 1000) + KEPT_SECONDS,
        ':notedAt': new Date(clock.nowMs()).toISOString(),
        ...(isHeld && { ':waits': true }),
        ...(upload.etag !== undefined && { ':etag': upload.etag }),
      },
    };
  };
  return {
    get: read,
    async latest(key) {
      const values = { ':pk': PK, ':prefix': `${nameOf(key)}#` };
      const where = { expression: 'pk = :pk AND begins_with(sk, :prefix)', values };
      const [item] = (await queryPage(ref, { where, limit: 1, newestFirst: true })).items;
      return item && fromItem(item);
    },
    async begin(upload) {
      const { sets, removes, names, values } = changeOf(upload);
      const isOther = upload.etag === undefined ? '' : ' OR (attribute_exists(etag) AND etag <> :etag)';
      return updateItem(ref, keyOf(upload), {
        update: `SET ${sets.join(', ')} REMOVE ${[...removes, 'decision'].join(', ')}`,
        condition: `attribute_not_exists(pk)${isOther}`,
        ...{ names, values },
      });
    },
    async note(upload, from) {
      const { sets, removes, names, values } = changeOf(upload);
      const states = Object.fromEntries(from.map((state, index) => [`:from${index}`, state]));
      const isSame = upload.etag === undefined ? '' : ' AND (attribute_not_exists(etag) OR etag = :etag)';
      return updateItem(ref, keyOf(upload), {
        update: `SET ${sets.join(', ')}${removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`}`,
        condition: `#state IN (${Object.keys(states).join(', ')})${isSame}`,
        names,
        values: { ...values, ...states },
      });
    },
    async decide(upload, decision) {
      // Who decides may write these two attributes and no other (lib/constructs/control.ts).
      const isFirst = await updateItem(ref, keyOf(upload), {
        update: 'SET decision = :decision',
        condition: 'waits = :true AND attribute_not_exists(decision)',
        values: { ':true': true, ':decision': JSON.stringify(decision) },
      });
      return isFirst ? decision : (await read(upload))?.decision;
    },
    async held() {
      const held = (await readAll()).filter(({ state }) => state === 'held').map(fromItem);
      return held.filter(({ decision }) => decision === undefined).sort((one, other) => (one.at < other.at ? -1 : 1));
    },
    async ofType(type) {
      const known = (await readAll()).map((item): KnownUpload => ({ ...fromItem(item), notedAt: item.notedAt }));
      return known.filter((upload) => upload.type === type);
    },
  };
}

function keyOf({ key, at }: UploadRef): Key {
  return { pk: PK, sk: `${nameOf(key)}#${at}` };
}

/** A bucket's keys have up to 1,024 bytes, which is all that a sort key can have. */
function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

function fromItem({ state, body, decision }: Item): Upload {
  const { type, ...rest } = JSON.parse(body);
  return { ...rest, type, state, ...(decision !== undefined && { decision: JSON.parse(decision) }) };
}
