import type { SendingQuota } from '../../domain/sending/sending-quota.ts';
import type { SendingQuotas, SendingRoom } from '../../ports.ts';

/** The account's quota as last read, and what was counted against it, in memory: for tests. */
export function createMemorySendingQuotas(first?: SendingQuota): SendingQuotas & SendingRoom {
  let kept = first;
  let counted = 0;
  return {
    async read() {
      return kept;
    },
    async note(quota) {
      kept = quota;
      counted = 0;
    },
    async take(readAt, mails, room) {
      if (kept?.readAt !== readAt) return undefined;
      const fitting = Math.max(0, Math.min(mails, room - counted));
      counted += fitting;
      return fitting;
    },
  };
}
