import { parentPort, workerData } from 'node:worker_threads';
import { compileCampaignFile } from '../../lambda/domain/campaign-file/compile-campaign-file.ts';
import type { RecordModel } from '../../lambda/domain/records/record-model.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';

/** What the worker is to compile. */
export interface CompileTask {
  readonly sources: readonly string[];
  readonly stage: StageConfig;
  readonly model: RecordModel;
}

const { sources, stage, model }: CompileTask = workerData;
for (const [index, source] of sources.entries()) {
  parentPort?.postMessage({ index });
  try {
    const partials = new Map([['layout', '<div>{{> @partial-block}}</div>']]);
    const nowMs = Date.UTC(2027, 0, 1);
    compileCampaignFile({ file: 'campaigns/test.hbs', source, partials, stage, model, nowMs, identityOf: (id) => id });
  } catch (error) {
    parentPort?.postMessage({
      index,
      error: error instanceof Error ? `${error.name} ${error.message.slice(0, 80)}` : 'something',
    });
  }
}
