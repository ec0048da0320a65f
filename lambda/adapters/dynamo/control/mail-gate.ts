import { closeGate, openGate } from '../../../domain/sending/close-gate.ts';
import type { GateState } from '../../../domain/sending/mail-gate.ts';
import type { MailGate } from '../../../ports.ts';
import { StoreError } from '../store-error.ts';
import { getItem, type Item, type Key, type TableRef, updateItem } from '../table.ts';

const KEY: Key = { pk: 'sending', sk: 'gate' };
const tries = 8;
const attributes = ['state', 'cause', 'since', 'error', 'until', 'openedAt'] as const;

/**
 * The gate as one item of the Control table; every change is conditional on the revision that was read. Without an item
 * it is open. Throws StoreError when the table does not answer.
 */
export function createMailGate({ client, table }: TableRef): MailGate {
  const ref = { client, table };

  async function write(next: GateState, rev: number): Promise<boolean> {
    const item = toItem(next);
    const names = attributes.map((name) => [`#${name}`, name] as const);
    const kept = attributes.filter((name) => item[name] !== undefined);
    const gone = attributes.filter((name) => item[name] === undefined);
    const removed = gone.length > 0 ? ` REMOVE ${gone.map((name) => `#${name}`).join(', ')}` : '';
    return updateItem(ref, KEY, {
      update: `SET ${kept.map((name) => `#${name} = :${name}`).join(', ')}, rev = :next${removed}`,
      condition: rev === 0 ? 'attribute_not_exists(pk)' : 'rev = :rev',
      names: Object.fromEntries(names),
      values: {
        ...Object.fromEntries(kept.map((name) => [`:${name}`, item[name]])),
        ':next': rev + 1,
        ...(rev > 0 && { ':rev': rev }),
      },
    });
  }

  return {
    read: async () => fromItem(await getItem(ref, KEY)),
    async close(closing, at) {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const item = await getItem(ref, KEY);
        const gate = fromItem(item);
        const next = closeGate(gate, closing, at);
        // Many senders find out the same at once.
        if (isSame(gate, next) || (await write(next, revOf(item)))) return gate.state === 'open';
      }
      throw new StoreError('The gate changes all the time', { retryable: true });
    },
    async open(seen, at) {
      const item = await getItem(ref, KEY);
      return isSame(fromItem(item), seen) && write(openGate(seen, at), revOf(item));
    },
  };
}

function toItem(gate: GateState): Item {
  if (gate.state === 'closed') return { ...gate };
  return { state: gate.state, ...gate.lastClosed };
}

function fromItem(item: Item | undefined): GateState {
  if (item === undefined) return { state: 'open' };
  const { state, cause, since, error, until, openedAt } = item;
  if (state === 'closed') return { state, cause, since, error, until };
  return { state: 'open', ...(openedAt !== undefined && { lastClosed: { cause, since, openedAt } }) };
}

function revOf(item: Item | undefined): number {
  return Number(item?.rev ?? 0);
}

function isSame(a: GateState, b: GateState): boolean {
  const [one, other] = [toItem(a), toItem(b)];
  return attributes.every((name) => one[name] === other[name]);
}
