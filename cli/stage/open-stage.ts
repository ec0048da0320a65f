import { local } from '../../lib/config/local.ts';
import { CommandFailure } from '../command-failure.ts';
import { explainAwsFailure } from './explain-aws-failure.ts';
import type { StageAccess } from './stage-access.ts';
import type { StageOptions } from './stage-options.ts';
import type { StageTools } from './stage-tools.ts';

const threeWays = `Name what to work on:
  --stage NAME   a deployed stage
  --state DIR    the kept state of "fushime local --state DIR"
  or start a local cloud in another terminal: npm start`;

/** An opened stage. Close it: what follows from the work happens before that. */
export interface OpenStage extends StageAccess {
  readonly tools: StageTools;
}

/**
 * Opens the stage that the options name: a deployed one, a kept state, or else the local cloud that is running. Throws
 * CommandFailure where there is none; what AWS says no with is thrown as the SDK throws it.
 */
export async function openStage(options: StageOptions): Promise<OpenStage> {
  const access = await reach(options);
  const { createStageTools } = await import('./stage-tools.ts');
  return { ...access, tools: createStageTools(access) };
}

/** Opens a stage, does the work and closes it. What AWS says no with is thrown as a CommandFailure in plain words. */
export async function inStage<T>(options: StageOptions, work: (opened: OpenStage) => Promise<T>): Promise<T> {
  let name = options.stage === undefined ? 'the local cloud' : `the stage "${options.stage}"`;
  try {
    const opened = await openStage(options);
    name = opened.name;
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  } catch (error) {
    throw explainAwsFailure(error, name) ?? error;
  }
}

// Each way is loaded only when it is taken: the AWS clients take a moment that other commands need not wait for.
async function reach({ stage, state }: StageOptions): Promise<StageAccess> {
  if (stage !== undefined && state !== undefined) {
    throw new CommandFailure('--stage and --state exclude each other.', { isUsage: true });
  }
  // What is called local is never deployed.
  if (stage !== undefined && stage !== local.stage.name)
    return (await import('./deployed-stage.ts')).openDeployedStage(stage);
  if (state !== undefined) return (await import('./kept-stage.ts')).openKeptStage(state);
  const running = await (await import('./running-stage.ts')).openRunningStage();
  if (running === undefined) throw new CommandFailure(`No local cloud is running.\n${threeWays}`, { isUsage: true });
  return running;
}
