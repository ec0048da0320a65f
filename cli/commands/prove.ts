import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { createDocumentClient } from '../../lambda/adapters/dynamo/document-client.ts';
import type { Period, Proof } from '../../lambda/domain/prove/proof.ts';
import { proveSendLog } from '../../lambda/use-cases/prove/prove-send-log.ts';
import { CommandFailure } from '../command-failure.ts';
import { parseDate } from '../parse-option.ts';
import { foundProblem, note, print } from '../print.ts';
import { proofText } from '../prove/proof-text.ts';
import { readRefusals } from '../prove/read-refusals.ts';
import { readRuns } from '../prove/read-runs.ts';
import { inStage, type OpenStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';

interface ProveOptions extends StageOptions, Period {
  readonly out?: string;
  readonly json?: true;
}

/** `fushime prove`: checks the send log of a period, and makes a report to be kept. */
export function proveCommand(): Command {
  const command = new Command('prove')
    .description('check the send log against what is promised of it; a report to keep')
    .requiredOption('--from <date>', 'first due date', parseDate)
    .requiredOption('--to <date>', 'last due date', parseDate)
    .option('--out <file>', 'also write the report to a file')
    .option('--json', 'one JSON document on stdout (and in the file)');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (options: ProveOptions) => {
      const { from, to, out } = options;
      if (to < from) throw new CommandFailure('--to is before --from.', { isUsage: true });
      const { proof, text } = await inStage(options, async (opened) => {
        const made = await prove(opened, { from, to });
        return { proof: made, text: proofText(made, opened.stage) };
      });
      if (out !== undefined)
        await writeFile(out, options.json ? `${JSON.stringify(proof, undefined, 2)}\n` : `${text}\n`);
      print(command, { json: proof, text });
      if (proof.counts.broken > 0) foundProblem();
    });
}

const furtherHelp = `
Reads only. Whatever fell due must have its row, nothing may have gone out twice, each decision must be accounted for,
each "no" heeded, each run at its end. The report holds ids and dates, no names and no addresses. Exit code 1: a promise
was broken; what is merely not over yet, or cannot be known, is listed and changes nothing.`;

async function prove({ tools, settings, resources }: OpenStage, period: Period): Promise<Proof> {
  const client = createDocumentClient(settings);
  try {
    const refusals = await readRefusals({ client, table: resources.RefusalsTable });
    const campaigns = { client, table: resources.CampaignsTable };
    return await proveSendLog(
      {
        ...tools,
        refusals,
        runs: (campaign, from, to) => readRuns(campaigns, campaign, from, to),
        onCampaign: (campaign) => note(`${campaign}, ${period.from} – ${period.to}…`),
      },
      period,
    );
  } finally {
    client.destroy();
  }
}
