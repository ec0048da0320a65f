import { Command, Option } from 'commander';
import { CommandFailure } from '../command-failure.ts';
import { dataFiles } from '../data-files.ts';
import { parseDate, parseWhole } from '../parse-option.ts';
import { foundProblem, note, print } from '../print.ts';
import { readTemplates } from '../read-templates.ts';
import { starterTemplatesDir } from '../starter-templates.ts';
import { todayIn } from '../today.ts';
import { zonesOfTemplates } from '../zones-of-templates.ts';

interface LocalOptions {
  readonly once?: true;
  readonly date?: string;
  readonly until?: string;
  readonly data?: readonly string[];
  readonly templates?: string;
  readonly state?: string;
  readonly out?: string;
  readonly port?: number;
  readonly pagesPort?: number;
}

/** `fushime local`: the whole system on this machine, to look at or to run through once. */
export function localCommand(): Command {
  const command = new Command('local')
    .description('the local cloud and its viewer; with --once, run some days, write the results and end')
    .option('--date <date>', 'the (first) day to run (today)', parseDate)
    .addOption(new Option('--until <date>', 'with --once: the last day to run (--date)').argParser(parseDate))
    .option('--data <files...>', 'CSV or Excel files and events.jsonl (the sample company when left out)')
    .option('--templates <dir>', 'folder with campaigns/ and partials/ (the starter campaigns when left out)')
    .option('--state <dir>', 'keep tables, bucket and queues here between calls')
    .option('--once', 'import, publish, run, write the results to --out, end')
    .option('--out <dir>', 'with --once: where the results go')
    .option('--port <n>', "the viewer's port (a free one)", parseWhole(0))
    .option('--pages-port <n>', 'the port of the pages behind links (that of --state, else a free one)', parseWhole(0))
    .option('--json', 'with --once: the summary as JSON on stdout');
  return command.action(async (options: LocalOptions) => {
    // Loaded only now: the CDK library takes a second that other commands need not wait for.
    const { local } = await import('../../lib/config/local.ts');
    const { stage } = local;
    const date = options.date ?? todayIn(stage.timeZone);
    const templates = await readTemplates(options.templates ?? starterTemplatesDir(stage.locale));
    const common = {
      deployment: local,
      data: await dataFiles(options.data, date),
      templates,
      zones: zonesOfTemplates(templates, stage.timeZone),
      ...(options.state !== undefined && { stateDir: options.state }),
      ...(options.pagesPort !== undefined && { pagesPort: options.pagesPort }),
      onProgress: note,
    };
    if (options.once) {
      const { runOnce } = await import('../../local/run/run-once.ts');
      const summary = await runOnce({ ...common, days: daysOf(date, options), outDir: outDirOf(options) });
      print(command, { json: summary, text: summary.text });
      if (!summary.ok) foundProblem();
      return;
    }
    if (options.out !== undefined || options.until !== undefined) {
      throw new CommandFailure('--out and --until go with --once.', { isUsage: true });
    }
    const { serve } = await import('../../local/run/serve.ts');
    await serve({ ...common, date, ...(options.port !== undefined && { port: options.port }) });
  });
}

function daysOf(from: string, { until }: LocalOptions): { readonly from: string; readonly until: string } {
  if (until !== undefined && until < from) throw new CommandFailure('--until comes before --date.', { isUsage: true });
  return { from, until: until ?? from };
}

function outDirOf({ out }: LocalOptions): string {
  if (out === undefined) throw new CommandFailure('--once needs --out DIR for its results.', { isUsage: true });
  return out;
}
