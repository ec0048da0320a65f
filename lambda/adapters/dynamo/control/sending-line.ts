import type { SendingLine, Stretch } from '../../../ports.ts';
import { nonsenseFromMs } from '../../sending/line-end.ts';
import { getItem, type Key, type TableRef, updateItem, updateNumber } from '../table.ts';

const KEY: Key = { pk: 'sending', sk: 'line' };
const tries = 3;

/**
 * The line of mails as one item of the Control table that says when the last mail in it leaves. A stretch is one
 * conditional write: the "virtual scheduling" form of GCRA (ITU-T I.371). Throws StoreError when the table does not answer.
 */
export function createSendingLine({ client, table }: TableRef): SendingLine {
  const ref = { client, table };
  // What worked last is tried first: a line goes on for a whole run, and single mails find nobody there but themselves.
  let isBusy = false;
  let ownEndMs = Number.NEGATIVE_INFINITY;

  /** Begins where the line ends; undefined when it is empty or too long. */
  async function extend({ nowMs, spanMs, latestMs }: Stretch): Promise<number | undefined> {
    const end = await updateNumber(ref, KEY, 'endsAtUs', {
      update: 'ADD endsAtUs :span',
      condition: 'endsAtUs BETWEEN :now AND :latest',
      values: { ':span': toUs(spanMs), ':now': toUs(nowMs), ':latest': toUs(latestMs) },
    });
    return end === undefined ? undefined : (end - toUs(spanMs)) / 1_000;
  }

  /** Begins now; undefined when somebody stands in the line. */
  async function begin({ nowMs, spanMs, latestMs }: Stretch): Promise<number | undefined> {
    if (latestMs < nowMs) return undefined;
    const begun = await updateItem(ref, KEY, {
      update: 'SET endsAtUs = :end',
      condition: 'attribute_not_exists(pk) OR endsAtUs < :now OR endsAtUs > :nonsense',
      values: { ':end': toUs(nowMs + spanMs), ':now': toUs(nowMs), ':nonsense': toUs(nonsenseFromMs(nowMs)) },
    });
    return begun ? nowMs : undefined;
  }

  return {
    async join(stretch) {
      const { nowMs, spanMs, latestMs } = stretch;
      for (let attempt = 1; ; attempt += 1) {
        const likely = isBusy || ownEndMs >= nowMs;
        for (const busy of [likely, !likely]) {
          const fromMs = await (busy ? extend : begin)(stretch);
          if (fromMs === undefined) continue;
          isBusy = busy;
          ownEndMs = fromMs + spanMs;
          return { taken: true, fromMs };
        }
        const item = await getItem(ref, KEY);
        const endsAtMs = Number(item?.endsAtUs ?? 0) / 1_000;
        // Somebody else came in between.
        const isOpen = endsAtMs <= latestMs || endsAtMs > nonsenseFromMs(nowMs);
        if (!isOpen || attempt === tries) return { taken: false, fromMs: Math.max(nowMs, endsAtMs) };
      }
    },
  };
}

// Whole numbers, so that no engine rounds them: JavaScript's are exact until the year 2255.
function toUs(ms: number): number {
  return Math.round(ms * 1_000);
}
