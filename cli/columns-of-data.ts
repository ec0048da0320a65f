import { createMemoryCustomerStore } from '../lambda/adapters/memory/memory-customer-store.ts';
import { createMemoryRefusalStore } from '../lambda/adapters/memory/memory-refusal-store.ts';
import { extendModel } from '../lambda/domain/campaign-file/extend-model.ts';
import type { RecordModel } from '../lambda/domain/records/record-model.ts';
import type { StageConfig } from '../lambda/domain/stage-config.ts';
import { systemClock } from '../lambda/runtime/system-clock.ts';
import { importRecords } from '../lambda/use-cases/import/import-records.ts';
import type { DataFile } from './data-files.ts';
import { plainHasher, silentLog } from './rehearsal/quiet-ports.ts';

/** The stage's record model with the columns that the files bring beyond it. */
export async function modelWithColumnsOf(files: readonly DataFile[], stage: StageConfig): Promise<RecordModel> {
  const customers = createMemoryCustomerStore({ model: stage.recordModel });
  const refusals = createMemoryRefusalStore();
  const tools = { customers, refusals, stage, clock: systemClock, hasher: plainHasher, log: silentLog };
  for (const { name, open } of files.filter((file) => !file.name.endsWith('.jsonl'))) {
    await importRecords(tools, { file: name, open });
  }
  return extendModel(stage.recordModel, await customers.extraColumns());
}
