import { createHash } from 'node:crypto';
import type { Notice } from '../notices/notice.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { OutboundEvent } from './outbound-event.ts';

type NoticeOf<K extends Notice['kind']> = Extract<Notice, { readonly kind: K }>;

/** What other systems hear of a send: that the mail left, or that it came back. Everything else is nobody else's business. */
export function outboundOfSend(
  { state, reason }: Pick<NoticeOf<'send'>, 'state' | 'reason'>,
  row: SendRow,
): OutboundEvent | undefined {
  if (state !== 'sent' && state !== 'bounced') return undefined;
  const type = state === 'sent' ? 'mail.sent' : 'mail.bounced';
  const { campaign, customer, record, date, dueOn, messageId } = row;
  // Later changes of the row move `at`; when its last attempt began stays.
  const at = (state === 'sent' ? row.sentAt : undefined) ?? row.at;
  return {
    id: eventId(type, customer, row.key, String(row.attempt)),
    type,
    detail: {
      ...{ campaign, customer, record, date, dueOn, messageId, at },
      ...(state === 'bounced' && reason !== '' && { reason }),
    },
  };
}

/** What other systems hear of an opt-out. */
export function outboundOfOptOut({ customer, scope, at, source }: NoticeOf<'opted-out'>): OutboundEvent {
  const type = 'customer.opted-out';
  return { id: eventId(type, customer, scope, at), type, detail: { customer, scope, at, source } };
}

/** The same for the same happening, however often it is announced. */
function eventId(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
