import { Argument, Command, InvalidArgumentError } from 'commander';
import { createDocumentClient } from '../../lambda/adapters/dynamo/document-client.ts';
import { fromSendItem } from '../../lambda/adapters/dynamo/send-log/send-item.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { recoverSendLog } from '../../lambda/use-cases/recover-send-log.ts';
import { CommandFailure } from '../command-failure.ts';
import { note, print } from '../print.ts';
import { copyMissing } from '../recovery/copy-missing.ts';
import { scanTable } from '../recovery/scan-table.ts';
import { inStage, type OpenStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';
import type { StageResources } from '../stage/stage-resources.ts';

interface RecoverOptions extends StageOptions {
  readonly fromTable: string;
  readonly restoredTo?: string;
  readonly until?: string;
}

const tables = {
  customers: 'CustomersTable',
  refusals: 'RefusalsTable',
  campaigns: 'CampaignsTable',
  'send-log': 'SendLogTable',
} as const satisfies Readonly<Record<string, keyof StageResources>>;

type TableName = keyof typeof tables;

/** `fushime recover`: brings back what a table has lost, from one that was restored to a point in time. */
export function recoverCommand(): Command {
  const command = new Command('recover')
    .description('bring back what a table has lost, from a table restored to a point in time')
    .addArgument(new Argument('<table>', 'what has lost items').choices(Object.keys(tables)))
    .requiredOption('--from-table <name>', 'the restored table')
    .option('--restored-to <instant>', 'send-log: the point in time that it was restored to', parseInstant)
    .option('--until <instant>', 'send-log: when all mail had been stopped (default: now)', parseInstant)
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (name: TableName, options: RecoverOptions) => {
      const { restoredTo } = options;
      if (name === 'send-log' && restoredTo === undefined) {
        throw new CommandFailure('The send log needs --restored-to: what fell due since then may have been mailed.', {
          isUsage: true,
        });
      }
      const { restored, uncertain } = await inStage(options, (opened) => recover(opened, name, options));
      const asked = `${uncertain} may have been mailed since: they are uncertain, and people are asked by card.`;
      const text = [`${restored} items brought back to ${name}.`, ...(name === 'send-log' ? [asked] : [])].join('\n');
      print(command, { json: { table: name, restored, uncertain }, text });
    });
}

const furtherHelp = `
Items that the table has are left as they are. Stop all mail first, and restore into a new table: see docs/runbook.md,
"Restore a table". In the send log, what was open at --restored-to or fell due since becomes uncertain; it is never sent
again unless a person says so (fushime settle, or the card). Repeating the command changes nothing.`;

async function recover(opened: OpenStage, name: TableName, { fromTable, restoredTo, until }: RecoverOptions) {
  const { tools, settings, resources } = opened;
  const client = createDocumentClient(settings);
  try {
    if (name !== 'send-log' || restoredTo === undefined) {
      return { restored: await copyMissing(client, fromTable, resources[tables[name]]), uncertain: 0 };
    }
    const nowMs = tools.clock.nowMs();
    const outage = { from: restoredTo, until: until ?? new Date(nowMs).toISOString() };
    note(`Comparing ${fromTable}, and what fell due from ${outage.from} to ${outage.until}…`);
    return await recoverSendLog({ ...tools, isRepeat: false }, keptRows(scanTable(client, fromTable), nowMs), outage);
  } finally {
    client.destroy();
  }
}

/** The rows that have not outlived their retention: a table deletes them days later. */
async function* keptRows(items: ReturnType<typeof scanTable>, nowMs: number): AsyncGenerator<SendRow> {
  for await (const item of items) if (item.expiresAt * 1000 > nowMs) yield fromSendItem(item);
}

function parseInstant(text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) {
    throw new InvalidArgumentError('An instant such as 2027-03-14T09:00:00+09:00.');
  }
  return new Date(ms).toISOString();
}
