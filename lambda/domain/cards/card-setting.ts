import type { StageConfig } from '../stage-config.ts';

/** What of the stage cards need: its language, its words for fields, its name. */
export type CardSetting = Pick<StageConfig, 'locale' | 'recordModel' | 'name'>;
