import { createMemorySendLog } from '../../../lambda/adapters/memory/memory-send-log.ts';
import { fromCursor, toCursor } from '../../../lambda/adapters/stores/cursor.ts';
import { type SendRef, type SendRow, sendName } from '../../../lambda/domain/send-log/send-row.ts';
import { comparableInstant, waitsFrom } from '../../../lambda/domain/send-log/waits-from.ts';
import type { Page, SendLog } from '../../../lambda/ports.ts';
import type { Sim } from '../functions/process.ts';

/** A change of a row, as it was written. */
export interface Written {
  readonly atMs: number;
  readonly row: SendRow;
}

interface Entry {
  readonly row: SendRow;
  /** Set while the row waits. */
  readonly waits: string | undefined;
}

const PAGE = 25;

/**
 * The send log: rows are read as they are, its two indexes as they were some time ago. `history` is every change, in
 * order.
 */
export function createSimSendLog(sim: Sim): SendLog & {
  readonly history: readonly Written[];
  rows(): readonly SendRow[];
} {
  const { loop, random } = sim;
  const truth = createMemorySendLog({ clock: loopClock(sim) });
  const history: Written[] = [];
  const index = new Map<string, Entry>();
  const runs = new Map<string, Map<string, SendRef>>();
  const readyAt = new Map<string, number>();

  async function changed(ref: SendRef, notBefore: string | undefined) {
    const row = await truth.get(ref);
    if (row === undefined) return;
    history.push({ atMs: loop.nowMs, row });
    const name = sendName(row);
    // Changes of one row reach the index in their order.
    const lagMs = random.chance(0.05) ? random.between(1_000, 60_000) : random.between(5, 900);
    const atMs = Math.max(loop.nowMs + lagMs, readyAt.get(name) ?? 0);
    readyAt.set(name, atMs);
    loop.after(atMs - loop.nowMs, () => {
      const before = index.get(name);
      if (before !== undefined) runs.get(runName(before.row))?.delete(name);
      index.set(name, { row, waits: waitsFrom(row, notBefore) });
      const run = runs.get(runName(row)) ?? new Map<string, SendRef>();
      runs.set(runName(row), run.set(name, { customer: row.customer, key: row.key }));
    });
  }

  return {
    ...truth,
    history,
    async insert(row, notBefore) {
      const there = await truth.insert(row, notBefore);
      if (there === undefined) await changed(row, notBefore);
      return there;
    },
    async move(ref, from, patch) {
      const isMoved = await truth.move(ref, from, patch);
      if (isMoved) await changed(ref, patch.notBefore);
      return isMoved;
    },
    async byRun(campaign, dueOn, cursor) {
      const found = runs.get(runName({ campaign, dueOn })) ?? new Map<string, SendRef>();
      return toPage([...found], cursor);
    },
    async waiting(untilIso, cursor) {
      const until = comparableInstant(untilIso);
      const due = [...index].flatMap(([name, { row, waits }]) =>
        waits === undefined || waits > until
          ? []
          : [[`${waits}#${name}`, { customer: row.customer, key: row.key }] as const],
      );
      return toPage(due, cursor);
    },
  };
}

function loopClock({ loop }: Sim) {
  return { nowMs: () => loop.nowMs };
}

function runName({ campaign, dueOn }: { readonly campaign: string; readonly dueOn: string }): string {
  return `${campaign}#${dueOn}`;
}

function toPage(all: readonly (readonly [place: string, ref: SendRef])[], cursor: string | undefined): Page<SendRef> {
  const after = cursor === undefined ? '' : String(fromCursor(cursor).after);
  const left = all.filter(([place]) => place > after).sort(([one], [other]) => (one < other ? -1 : 1));
  const page = left.slice(0, PAGE);
  const items = page.map(([, ref]) => ref);
  const next = page.length < left.length ? toCursor({ after: page.at(-1)?.[0] }) : undefined;
  return next === undefined ? { items } : { items, cursor: next };
}
