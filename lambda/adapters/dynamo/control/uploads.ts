import { createHash } from 'node:crypto';
import type { Upload, UploadRef } from '../../../domain/import/upload.ts';
import type { Uploads } from '../../../ports.ts';
import { getItem, type Item, type Key, queryAll, queryPage, type TableRef, updateItem } from '../table.ts';

const PK = 'upload';
/** Twice as long as the bucket keeps the files themselves. */
const KEPT_SECONDS = 60 * 86_400;

/** Uploads in the Control table; forgotten 60 days after the file came. Throws StoreError when the table does not answer. */
export function createUploads({ client, table }: TableRef): Uploads {
  const ref = { client, table };
  return {
    async get(upload) {
      const item = await getItem(ref, keyOf(upload));
      return item && fromItem(item);
    },
    async latest(key) {
      const values = { ':pk': PK, ':prefix': `${nameOf(key)}#` };
      const where = { expression: 'pk = :pk AND begins_with(sk, :prefix)', values };
      const [item] = (await queryPage(ref, { where, limit: 1, newestFirst: true })).items;
      return item && fromItem(item);
    },
    async note(upload) {
      const { state } = upload;
      const expiresAt = Math.floor(Date.parse(upload.at) / 1000) + KEPT_SECONDS;
      await updateItem(ref, keyOf(upload), {
        update: 'SET #state = :state, #body = :body, expiresAt = :expiresAt',
        names: { '#state': 'state', '#body': 'body' },
        values: {
          ':state': state,
          ':body': JSON.stringify({ ...upload, decision: undefined }),
          ':expiresAt': expiresAt,
        },
      });
    },
    async decide(upload, decision) {
      const isFirst = await updateItem(ref, keyOf(upload), {
        update: 'SET decision = :decision',
        condition: '#state = :held AND attribute_not_exists(decision)',
        names: { '#state': 'state' },
        values: { ':held': 'held', ':decision': JSON.stringify(decision) },
      });
      if (isFirst) return decision;
      const item = await getItem(ref, keyOf(upload));
      return item && fromItem(item).decision;
    },
    async held() {
      // All there were in 60 days are read: some dozens, or a thousand where a system delivers every hour.
      const items = await queryAll(ref, { expression: 'pk = :pk', values: { ':pk': PK } });
      const held = items.filter(({ state }) => state === 'held').map(fromItem);
      return held.filter(({ decision }) => decision === undefined).sort((one, other) => (one.at < other.at ? -1 : 1));
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
