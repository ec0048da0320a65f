import { createMemoryCustomerStore } from '../../../lambda/adapters/memory/memory-customer-store.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import type { Fields } from '../../../lambda/domain/records/record.ts';
import type { CustomerStore } from '../../../lambda/ports.ts';
import type { Sim } from '../functions/process.ts';

/** A record as it has stood since an instant. */
export interface RecordSince {
  readonly atMs: number;
  readonly type: string;
  readonly id: string;
  readonly fields: Fields;
}

/** Records, read as they are; their index, as it was some time ago. `history` is every change, in order. */
export function createSimCustomers({
  loop,
  random,
}: Sim): CustomerStore & { readonly history: readonly RecordSince[] } {
  const model = defaultRecordModel;
  const truth = createMemoryCustomerStore({ model });
  const index = createMemoryCustomerStore({ model, pageSize: 60 });
  const history: RecordSince[] = [];
  let readyMs = 0;
  return {
    ...truth,
    history,
    find: (query, cursor) => index.find(query, cursor),
    async putMany(records) {
      const results = await truth.putMany(records);
      for (const [n, { type, id, fields }] of records.entries())
        if (results[n] !== 'unchanged') history.push({ atMs: loop.nowMs, type, id, fields });
      readyMs = Math.max(readyMs, loop.nowMs + random.between(5, 2_000));
      loop.after(readyMs - loop.nowMs, () => void index.putMany(records));
      return results;
    },
  };
}
