import { Argument, Command, InvalidArgumentError } from 'commander';
import { RECORD_SK } from '../../lambda/adapters/dynamo/customers/record-item.ts';
import { createDocumentClient } from '../../lambda/adapters/dynamo/document-client.ts';
import { fromSendItem } from '../../lambda/adapters/dynamo/send-log/send-item.ts';
import { getItem, type Item, type TableRef } from '../../lambda/adapters/dynamo/table.ts';
import { isExpired } from '../../lambda/domain/records/retention.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { recoverSendLog } from '../../lambda/use-cases/recover-send-log.ts';
import { CommandFailure } from '../command-failure.ts';
import { note, print } from '../print.ts';
import { copyMissing } from '../recovery/copy-missing.ts';
import { createErasedPeople, type ErasureOf } from '../recovery/erased-people.ts';
import { isOfErased } from '../recovery/erased-records.ts';
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
Items that the table has are left as they are; expired ones, and those of people who have been erased, stay away. Stop all mail first, and restore into a new table: see docs/runbook.md,
"Restore a table". In the send log, what was open at --restored-to or fell due since becomes uncertain; it is never sent
again unless a person says so (fushime settle, or the card). Repeating the command changes nothing.`;

async function recover(opened: OpenStage, name: TableName, { fromTable, restoredTo, until }: RecoverOptions) {
  const { tools, settings, resources } = opened;
  const client = createDocumentClient(settings);
  const nowMs = tools.clock.nowMs();
  const erasureOf = createErasedPeople(tools);
  try {
    if (name !== 'send-log' || restoredTo === undefined) {
      const to = resources[tables[name]];
      const isWanted = whatIsWanted(opened, name, { client, clock: tools.clock }, fromTable, to, erasureOf);
      return { restored: await copyMissing({ client, from: fromTable, to, nowMs, isWanted }), uncertain: 0 };
    }
    const outage = { from: restoredTo, until: until ?? new Date(nowMs).toISOString() };
    note(`Comparing ${fromTable}, and what fell due from ${outage.from} to ${outage.until}…`);
    return await recoverSendLog(
      { ...tools, isRepeat: false },
      keptRows(scanTable(client, fromTable), nowMs, erasureOf),
      outage,
    );
  } finally {
    client.destroy();
  }
}

type Wanted = (items: readonly [Item, ...Item[]]) => Promise<boolean>;

/** What of a restored table is wanted back: nothing that an erasure has taken away since. */
function whatIsWanted(
  { stage, tools }: OpenStage,
  name: TableName,
  tableRef: Omit<TableRef, 'table'>,
  from: string,
  to: string,
  erasureOf: (customer: string) => Promise<ErasureOf>,
): Wanted {
  switch (name) {
    case 'customers': {
      const ownership = { model: stage.recordModel, nowMs: tools.clock.nowMs(), erasureOf };
      return async (items) => {
        // A record that has been taken away since has left a mark: its old entries are not to come back.
        const present = await getItem({ ...tableRef, table: to }, { pk: items[0].pk, sk: RECORD_SK });
        if (present?.removedAt !== undefined) return false;
        return !(await isOfErased({ ...tableRef, table: from }, ownership, items));
      };
    }
    case 'refusals':
      return async ([{ pk }]) => {
        const [, customer] = /^customer#([\s\S]+)$/.exec(pk) ?? [];
        return customer === undefined || (await erasureOf(customer)) !== 'forgotten';
      };
    default:
      return async () => true;
  }
}

/** The rows that have not outlived their retention, of erased people without what colleagues wrote. */
async function* keptRows(
  items: ReturnType<typeof scanTable>,
  nowMs: number,
  erasureOf: (customer: string) => Promise<ErasureOf>,
): AsyncGenerator<SendRow> {
  for await (const item of items) {
    if (isExpired(item.expiresAt, nowMs)) continue;
    const row = fromSendItem(item);
    const erasure = await erasureOf(row.customer);
    if (erasure === 'kept') yield row;
    if (erasure === 'erased') yield withoutWords(row);
  }
}

function withoutWords({ decisions, ...row }: SendRow): SendRow {
  return decisions === undefined ? row : { ...row, decisions: decisions.map((each) => ({ ...each, comment: '' })) };
}

function parseInstant(text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) {
    throw new InvalidArgumentError('An instant such as 2027-03-14T09:00:00+09:00.');
  }
  return new Date(ms).toISOString();
}
