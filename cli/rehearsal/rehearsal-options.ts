import type { Command } from 'commander';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { local } from '../../lib/config/local.ts';
import { dataFiles } from '../data-files.ts';
import { note } from '../print.ts';
import { readTemplates } from '../read-templates.ts';
import { starterTemplatesDir } from '../starter-templates.ts';
import { type Rehearsal, startRehearsal } from './rehearsal.ts';

/** Where a rehearsal's data and templates come from, as given on the command line. */
export interface RehearsalOptions {
  readonly data?: readonly string[];
  readonly templates?: string;
}

/** Adds --data and --templates. */
export function withRehearsalOptions(command: Command): Command {
  return command
    .option('--data <files...>', 'CSV or Excel files and events.jsonl (the sample company when left out)')
    .option('--templates <dir>', 'folder with campaigns/ and partials/ (the starter campaigns when left out)');
}

/** Starts a rehearsal from the command line's options. */
export async function rehearsalFrom(options: RehearsalOptions, date: IsoDate): Promise<Rehearsal> {
  const { stage } = local;
  if (options.data === undefined) note('No --data given: using the sample company.');
  return startRehearsal({
    stage,
    date,
    data: await dataFiles(options.data, date),
    templates: await readTemplates(options.templates ?? starterTemplatesDir(stage.locale)),
  });
}
