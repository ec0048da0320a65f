import type { Command } from 'commander';

/** Which stage a command works on, as given on the command line. Without either: the local cloud that is running. */
export interface StageOptions {
  /** A deployed stage's name. */
  readonly stage?: string;
  /** Folder of a local cloud's kept state. */
  readonly state?: string;
}

/** Adds --stage and --state. */
export function withStageOptions(command: Command): Command {
  return command
    .option('--stage <name>', 'a deployed stage, with your own AWS credentials (the running local cloud when left out)')
    .option('--state <dir>', 'the kept state of "fushime local --state DIR", while no local cloud is running on it');
}
