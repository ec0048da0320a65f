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
    async take(readAt, room) {
      if (kept?.readAt !== readAt) return 'stale';
      if (counted + 1 > room) return 'full';
      counted += 1;
      return 'taken';
    },
  };
}
