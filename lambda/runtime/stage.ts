import type { StageConfig } from '../domain/stage-config.ts';

declare const FUSHIME_STAGE: StageConfig;

/** The stage's configuration, which bundling puts in the place of this name. */
export const stage: StageConfig = FUSHIME_STAGE;
