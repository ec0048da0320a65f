import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import type { RunRow } from '../../domain/campaign/run-row.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { SendLog } from '../../ports.ts';

/** Where a walk over a run's held rows begins, or goes on. */
export interface HeldRowsFrom {
  readonly day?: IsoDate | undefined;
  readonly cursor?: string | undefined;
}

/** Some of the rows that the brake holds, and where the rest begins; `next` is absent on the last page. */
export interface HeldRowsPage {
  readonly rows: readonly SendRow[];
  readonly next?: { readonly day: IsoDate; readonly cursor?: string };
}

/** The rows that the brake holds of a run, page by page, over all days that it covers. */
export async function* heldRows(
  sendLog: Pick<SendLog, 'byRun' | 'getMany'>,
  { campaign, days }: Pick<RunRow, 'campaign' | 'days'>,
  from: HeldRowsFrom = {},
): AsyncGenerator<HeldRowsPage> {
  const left = days.filter((day) => from.day === undefined || day >= from.day);
  for (const [index, day] of left.entries()) {
    let cursor = day === from.day ? from.cursor : undefined;
    do {
      const { items, cursor: next } = await sendLog.byRun(campaign, day, cursor);
      const rows = items.length === 0 ? [] : [...(await sendLog.getMany(items)).values()];
      cursor = next;
      const following = left[index + 1];
      yield {
        rows: rows.filter(isHeldRow),
        ...(cursor === undefined ? following && { next: { day: following } } : { next: { day, cursor } }),
      };
    } while (cursor !== undefined);
  }
}

/** True for a row that waits for somebody to release its run. */
export function isHeldRow({ state, reason }: Pick<SendRow, 'state' | 'reason'>): boolean {
  return state === 'waiting' && reason === 'brake';
}
