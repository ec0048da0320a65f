import { outcomeName } from '../send-log/outcome-name.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { SendState } from '../send-log/send-state.ts';
import type { OpenRows, Proof } from './proof.ts';

const openStates: readonly SendState[] = ['planned', 'sending', 'waiting', 'awaiting-approval', 'uncertain'];

/** Counts rows by campaign and outcome. */
export interface RowTally {
  add(row: SendRow): void;
  totals(): Proof['totals'];
  open(): readonly OpenRows[];
}

export function createRowTally(): RowTally {
  const lines = new Map<string, OpenRows & { readonly isOpen: boolean }>();
  const sorted = () => [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return {
    add({ campaign, state, reason, at }) {
      const outcome = outcomeName({ state, reason });
      const name = `${campaign}#${outcome}`;
      const { count = 0, oldest = at } = lines.get(name) ?? {};
      lines.set(name, {
        ...{ campaign, outcome, count: count + 1, isOpen: openStates.includes(state) },
        oldest: at < oldest ? at : oldest,
      });
    },
    totals() {
      const totals = new Map<string, Map<string, number>>();
      for (const { campaign, outcome, count } of sorted()) {
        const own = totals.get(campaign) ?? new Map<string, number>();
        totals.set(campaign, own.set(outcome, count));
      }
      return Object.fromEntries([...totals].map(([campaign, own]) => [campaign, Object.fromEntries(own)]));
    },
    open: () => sorted().flatMap(({ isOpen, ...line }) => (isOpen ? [line] : [])),
  };
}
