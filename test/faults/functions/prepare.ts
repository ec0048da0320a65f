import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import type { StageConfig } from '../../../lambda/domain/stage-config.ts';
import { feedbackEnv } from '../../../lambda/functions/feedback/env.ts';
import { importEnv } from '../../../lambda/functions/import/env.ts';
import { notifyEnv } from '../../../lambda/functions/notify/env.ts';
import { planEnv } from '../../../lambda/functions/plan/env.ts';
import { sendEnv } from '../../../lambda/functions/send/env.ts';
import { sweepEnv } from '../../../lambda/functions/sweep/env.ts';
import { aStage } from '../../support/builders.ts';
import { rememberFormatters } from './remember-formatters.ts';

/** The stage of all simulated companies. */
export const simStage: StageConfig = {
  ...aStage,
  operatorsEmail: 'ops@minamo.example.jp',
  recordModel: defaultRecordModel,
  // Small enough for the largest of the companies.
  brake: { factor: 5, floor: 30, firstRun: 100, runs: 30, atLeast: 5 },
};

/**
 * Lets the deployed handlers' files be loaded: each also makes the handler of its environment, which is never called
 * here. Has to run before they are imported.
 */
export function prepareHandlers(): void {
  const names = [planEnv, sendEnv, sweepEnv, notifyEnv, feedbackEnv, importEnv].flat();
  for (const name of names) process.env[name] ??= 'simulated';
  process.env.AWS_REGION ??= 'ap-northeast-1';
  process.env.AWS_EC2_METADATA_DISABLED ??= 'true';
  Object.assign(globalThis, { FUSHIME_STAGE: simStage });
  rememberFormatters();
}

/** The deployed handlers' makers. */
export async function loadHandlers() {
  prepareHandlers();
  const [plan, send, sweep, notify, feedback, imports] = await Promise.all([
    import('../../../lambda/functions/plan/handler.ts'),
    import('../../../lambda/functions/send/handler.ts'),
    import('../../../lambda/functions/sweep/handler.ts'),
    import('../../../lambda/functions/notify/handler.ts'),
    import('../../../lambda/functions/feedback/handler.ts'),
    import('../../../lambda/functions/import/handler.ts'),
  ]);
  return {
    plan: plan.createHandler,
    send: send.createHandler,
    sweep: sweep.createHandler,
    notify: notify.createHandler,
    feedback: feedback.createHandler,
    import: imports.createHandler,
  };
}

export type Handlers = Awaited<ReturnType<typeof loadHandlers>>;
