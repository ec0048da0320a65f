import type { RunRow } from '../../domain/campaign/run-row.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { Clock, Queues, SendBacklog, ToldOnce } from '../../ports.ts';
import { toldWithin } from './told-within.ts';

/** What offering lost mails needs. */
export interface OfferLostTools {
  readonly queues: Pick<Queues, 'send'>;
  readonly backlog: SendBacklog;
  readonly told: ToldOnce;
  readonly clock: Clock;
}

/** A planned row this old has lost its message, unless that still stands in a long queue. */
const LOST_AFTER_MS = 10 * 60_000;
/** A planned row this old is offered again whatever the queue holds, but not more often than this. */
const OFFER_ANYWAY_AFTER_MS = 2 * 60 * 60_000;

/**
 * Offers planned rows of runs again whose message was lost: when the send queue is empty, as then no message of theirs is
 * on it; otherwise only what is very old, now and then. A long backlog must not multiply. One for each sweep.
 */
export function createLostOffer({ queues, backlog, told, clock }: OfferLostTools) {
  const nowMs = clock.nowMs();
  const mayOfferAnyway = new Map<string, Promise<boolean>>();
  let isEmpty: Promise<boolean> | undefined;
  // Asked once: what this sweep itself puts there is no backlog.
  const isBacklogEmpty = () => {
    isEmpty ??= backlog.isEmpty();
    return isEmpty;
  };
  const wasNotOfferedLately = async (name: string) => {
    if (await toldWithin({ told, clock }, name, OFFER_ANYWAY_AFTER_MS)) return false;
    await told.note(name, new Date(nowMs).toISOString());
    return true;
  };
  return async ({ campaign, date }: RunRow, planned: readonly SendRow[]): Promise<void> => {
    const olderThan = (ms: number) => planned.filter(({ at }) => Date.parse(at) + ms <= nowMs);
    const offer = (rows: readonly SendRow[]) => queues.send(rows.map(({ customer, key }) => ({ customer, key })));
    const lost = olderThan(LOST_AFTER_MS);
    if (lost.length === 0) return;
    if (await isBacklogEmpty()) return offer(lost);
    const old = olderThan(OFFER_ANYWAY_AFTER_MS);
    if (old.length === 0) return;
    const name = `run-offered#${campaign}#${date}`;
    const may = mayOfferAnyway.get(name) ?? wasNotOfferedLately(name);
    mayOfferAnyway.set(name, may);
    if (await may) await offer(old);
  };
}
