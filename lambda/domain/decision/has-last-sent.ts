import type { Fields } from '../records/record.ts';
import { normalizeLabel } from '../records/record-model.ts';

/** Whether a customer's fields tell of mails that an earlier system sent: a key `lastSent.*`, or a column 最終メール送信日…. */
export function hasLastSent(fields: Fields): boolean {
  return Object.keys(fields).some(
    (key) => key.startsWith('lastSent.') || normalizeLabel(key).startsWith('最終メール送信日'),
  );
}
