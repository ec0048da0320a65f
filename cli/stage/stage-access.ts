import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { Clock } from '../../lambda/ports.ts';
import type { StageResources } from './stage-resources.ts';

/** What every SDK client of a stage is made with. What is left out is found by the SDK's own rules (AWS_PROFILE, AWS_REGION …). */
export interface ClientSettings {
  readonly region?: string;
  /** Where the local cloud answers for AWS. */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** How to reach a stage. Close it. */
export interface StageAccess {
  /** What it is called in sentences: `the stage "prod"`. */
  readonly name: string;
  readonly stage: StageConfig;
  readonly settings: ClientSettings;
  readonly resources: StageResources;
  readonly clock: Clock;
  /** Lets everything that was set off happen, here and now; absent where it happens by itself. */
  readonly settle?: () => Promise<void>;
  /** Waits for what was set off, where that is ours to do, and lets go. */
  close(): Promise<void>;
}
