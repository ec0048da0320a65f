import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import { sendLogDays } from '../../domain/privacy/retention-days.ts';
import { checkTransition } from '../../domain/send-log/check-transition.ts';
import { expiresAt } from '../../domain/send-log/expires-at.ts';
import { forgetsReminder } from '../../domain/send-log/forgets-reminder.ts';
import { type SendRef, type SendRow, sendName } from '../../domain/send-log/send-row.ts';
import { comparableInstant, waitsFrom } from '../../domain/send-log/waits-from.ts';
import type { Clock, Page, SendLog, SendPatch } from '../../ports.ts';
import { fromCursor, toCursor } from '../stores/cursor.ts';

export interface MemorySendLogOptions {
  readonly clock: Clock;
  /** How long a row is kept after its due day; 800 days unless told. */
  readonly retentionDays?: number;
  /** Rows per page; all of them unless told. */
  readonly pageSize?: number;
}

/** A send log that also shows all its rows, customer by customer. */
export interface MemorySendLog extends SendLog {
  rows(): readonly SendRow[];
}

interface Kept {
  readonly row: SendRow;
  readonly expiresAt: number;
  /** Set while the row waits. */
  readonly notBefore?: string;
}

/** The send log in memory: for the command line's forecasts and for tests. */
export function createMemorySendLog(options: MemorySendLogOptions): MemorySendLog {
  const { clock, retentionDays = sendLogDays, pageSize = Number.POSITIVE_INFINITY } = options;
  const byCustomer = new Map<string, Map<string, Kept>>();
  const isKept = (kept: Kept) => kept.expiresAt * 1000 > clock.nowMs();
  const expiry = (dueOn: IsoDate) => expiresAt(dueOn, { nowMs: clock.nowMs(), retentionDays });
  const keptOf = (customer: string) => [...(byCustomer.get(customer)?.values() ?? [])].filter(isKept);
  const all = () => [...byCustomer.keys()].flatMap(keptOf);

  function find({ customer, key }: SendRef): Kept | undefined {
    const kept = byCustomer.get(customer)?.get(key);
    return kept !== undefined && isKept(kept) ? kept : undefined;
  }

  function keep(row: SendRow, expires: number, notBefore: string | undefined): void {
    const rows = byCustomer.get(row.customer) ?? new Map<string, Kept>();
    byCustomer.set(row.customer, rows);
    const waits = waitsFrom(row, notBefore);
    rows.set(row.key, { row, expiresAt: expires, ...(waits !== undefined && { notBefore: waits }) });
  }

  return {
    rows: () => all().map(({ row }) => row),
    async get(ref) {
      return find(ref)?.row;
    },
    async getMany(refs) {
      const found = refs.map((ref) => find(ref)?.row).filter((row) => row !== undefined);
      return new Map(found.map((row) => [sendName(row), row]));
    },
    async insert(row, notBefore) {
      const there = find(row);
      if (there === undefined) keep(row, expiry(row.dueOn), notBefore);
      return there?.row;
    },
    async move(ref, from, patch) {
      checkTransition(from, patch.state);
      const kept = find(ref);
      if (kept === undefined || !from.includes(kept.row.state)) return false;
      if (patch.afterAttempt !== undefined && patch.afterAttempt !== kept.row.attempt) return false;
      if (patch.whileDueOn !== undefined && patch.whileDueOn !== kept.row.dueOn) return false;
      const expires = patch.dueOn === undefined ? kept.expiresAt : expiry(patch.dueOn);
      keep(patched(kept.row, patch), expires, patch.notBefore);
      return true;
    },
    async ofCustomer(customer, prefix) {
      return keptOf(customer)
        .map(({ row }) => row)
        .filter(({ key }) => key.startsWith(prefix))
        .sort((one, other) => (one.key < other.key ? -1 : 1));
    },
    async eraseWords(customer) {
      const spoken = [...(byCustomer.get(customer) ?? [])].filter(([, { row }]) =>
        row.decisions?.some(({ comment }) => comment !== ''),
      );
      for (const [key, kept] of spoken) {
        const decisions = (kept.row.decisions ?? []).map((decision) => ({ ...decision, comment: '' }));
        byCustomer.get(customer)?.set(key, { ...kept, row: { ...kept.row, decisions } });
      }
      return spoken.length;
    },
    async forget(customer, keys) {
      const rows = byCustomer.get(customer);
      return (keys ?? [...(rows?.keys() ?? [])]).filter((key) => rows?.delete(key)).length;
    },
    async byRun(campaign, dueOn, cursor) {
      const ofRun = all().filter(({ row }) => row.campaign === campaign && row.dueOn === dueOn);
      return toPage(
        ofRun.map(({ row }) => ({ place: sendName(row), row })),
        pageSize,
        cursor,
      );
    },
    async waiting(untilIso, cursor) {
      const until = comparableInstant(untilIso);
      const due = all().flatMap(({ row, notBefore }) =>
        notBefore === undefined || notBefore > until ? [] : [{ place: `${notBefore}#${sendName(row)}`, row }],
      );
      return toPage(due, pageSize, cursor);
    },
  };
}

function patched(
  { remindedAt, ...row }: SendRow,
  { notBefore: _, afterAttempt: __, whileDueOn: ___, decided, ...patch }: SendPatch,
): SendRow {
  return {
    ...row,
    ...(remindedAt !== undefined && !forgetsReminder(patch) && { remindedAt }),
    ...patch,
    attempt: row.attempt + (patch.sentAt === undefined ? 0 : 1),
    ...(decided !== undefined && { decisions: [...(row.decisions ?? []), decided] }),
  };
}

interface Placed {
  /** Sorts the answer, and is where the next page goes on. */
  readonly place: string;
  readonly row: SendRow;
}

function toPage(all: readonly Placed[], pageSize: number, cursor: string | undefined): Page<SendRef> {
  const after = cursor === undefined ? '' : String(fromCursor(cursor).after);
  const left = all.filter(({ place }) => place > after).sort((one, other) => (one.place < other.place ? -1 : 1));
  const page = left.slice(0, pageSize);
  const items = page.map(({ row: { customer, key } }): SendRef => ({ customer, key }));
  const next = page.length < left.length ? toCursor({ after: page.at(-1)?.place }) : undefined;
  return next === undefined ? { items } : { items, cursor: next };
}
