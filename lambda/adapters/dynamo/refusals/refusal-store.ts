import type { RefusalEntry } from '../../../domain/privacy/refusal-entry.ts';
import type { RefusalStore, Refusals, Subject } from '../../../ports.ts';
import { getItems } from '../batches.ts';
import { forgetPartition } from '../forget-partition.ts';
import { inParallel } from '../in-parallel.ts';
import { type Change, type Item, type Key, putItem, type TableRef, updateItem } from '../table.ts';
import { readLedger, toLedgerItem } from './ledger.ts';
import { countSoftBounce, forgetSoftBounces } from './soft-bounces.ts';

const SK = 'refusals';
// Apart from the refusals, which are read before every mail.
const SOFT_BOUNCES_SK = 'soft-bounces';
const WRITES_AT_ONCE = 8;

/** Refusals in their own table, with a ledger of every change. Throws StoreError when the table does not answer. */
export function createRefusalStore(ref: TableRef): RefusalStore {
  /** A refusal holds before it is told of; a consent is told of before it holds. */
  async function record(subjects: readonly Subject[], change: Change, entry: RefusalEntry): Promise<void> {
    await inParallel(subjects, WRITES_AT_ONCE, async (subject) => {
      const key = keyOf(subject);
      const tell = () => putItem(ref, toLedgerItem(key.pk, entry));
      if (entry.what === 'opt-in') await tell();
      await updateItem(ref, key, change);
      if (entry.what !== 'opt-in') await tell();
    });
  }

  return {
    async getMany(lists) {
      const items = await getItems(ref, lists.flat().map(keyOf));
      const byPk = new Map(items.map((item) => [String(item.pk), item]));
      return lists.map((subjects) => merged(subjects.flatMap((subject) => byPk.get(keyOf(subject).pk) ?? [])));
    },
    optOut: (subjects, scope, at, source) =>
      record(subjects, changeOfScopes('ADD', scope), { what: 'opt-out', about: scope, at, source }),
    optIn: (subjects, scope, at, source) =>
      record(subjects, changeOfScopes('DELETE', scope), { what: 'opt-in', about: scope, at, source }),
    suppress: (subjects, scopes, cause, at) =>
      record(
        subjects,
        {
          update: 'ADD #suppressed :scopes',
          names: { '#suppressed': 'suppressed' },
          values: { ':scopes': new Set(scopes) },
        },
        { what: 'suppress', about: cause, at, source: cause },
      ),
    erase: (subjects, at, source) =>
      record(
        subjects,
        { update: 'SET #erased = :yes', names: { '#erased': 'erased' }, values: { ':yes': true } },
        { what: 'erase', about: '', at, source },
      ),
    ledger: (subject) => readLedger(ref, keyOf(subject).pk),
    async forget(subject) {
      await forgetPartition(ref, keyOf(subject).pk);
    },
    countSoftBounce: (subject, messageId, at) => countSoftBounce(ref, softBouncesKeyOf(subject), messageId, at),
    forgetSoftBounces: (subject, at) => forgetSoftBounces(ref, softBouncesKeyOf(subject), at),
  };
}

function keyOf(subject: Subject): Key {
  return { pk: subject.kind === 'customer' ? `customer#${subject.id}` : `${subject.kind}#${subject.hash}`, sk: SK };
}

function softBouncesKeyOf(subject: Subject): Key {
  return { ...keyOf(subject), sk: SOFT_BOUNCES_SK };
}

function changeOfScopes(action: 'ADD' | 'DELETE', scope: string): Change {
  return { update: `${action} #out :scope`, names: { '#out': 'optedOut' }, values: { ':scope': new Set([scope]) } };
}

function merged(items: readonly Item[]): Refusals {
  const scopes = new Set<string>(items.flatMap(({ optedOut }) => [...(optedOut ?? [])]));
  return {
    optedOut: [...scopes].sort(),
    suppressed: [...new Set<string>(items.flatMap(({ suppressed }) => [...(suppressed ?? [])]))].sort(),
    erased: items.some(({ erased }) => erased === true),
  };
}
