import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { createCampaignStore } from '../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import { createUploads } from '../../lambda/adapters/dynamo/control/uploads.ts';
import { fromSendItem } from '../../lambda/adapters/dynamo/send-log/send-item.ts';
import type { Problem } from '../../lambda/domain/campaign/problem.ts';
import { type SendRow, sendName } from '../../lambda/domain/send-log/send-row.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import type { CloudFailure } from '../cloud/proxy/call-record.ts';
import type { AcceptedMail } from '../endpoints/ses/accepted-mail.ts';
import type { TeamsPost } from '../endpoints/teams.ts';
import { isCustomerMail } from './is-customer-mail.ts';

/** How much there was before the run that is reported on. */
export interface Before {
  readonly mails: number;
  readonly cards: number;
  readonly errorFiles: ReadonlySet<string>;
  /** How each row of the send log stood, by `customer#key`. */
  readonly rows: ReadonlyMap<string, string>;
}

/** What came of a run: mails, cards and errors since it began, and the send log, all of it and what moved. */
export interface RunOutcome {
  /** Mails to customers. */
  readonly mails: readonly AcceptedMail[];
  /** Mails to colleagues: requests for approval, notices that Teams did not take. */
  readonly colleagueMails: readonly AcceptedMail[];
  readonly cards: readonly TeamsPost[];
  readonly rows: readonly SendRow[];
  /** The rows that are new or changed, whatever day they were due on. */
  readonly changedRows: readonly SendRow[];
  readonly rejectedFiles: readonly { readonly file: string; readonly problems: readonly Problem[] }[];
  /** Uploaded files that wait for a person. */
  readonly heldFiles: readonly string[];
  /** Error files of imports, as text with a heading. */
  readonly importErrors: readonly string[];
  readonly deadLetters: Readonly<Record<string, readonly string[]>>;
  readonly failures: readonly CloudFailure[];
}

/** Nothing at all. */
export const nothingBefore: Before = { mails: 0, cards: 0, errorFiles: new Set(), rows: new Map() };

/** Notes what is there before a run, or after it. */
export async function readBefore(cloud: LocalCloud): Promise<Before> {
  const errorFiles = new Set(await cloud.listObjects('import-errors/'));
  const rows = new Map((await readSendLog(cloud)).map((row) => [sendName(row), standing(row)]));
  return { mails: cloud.mails().length, cards: cloud.teams.accepted().length, errorFiles, rows };
}

/** Reads what is there after a run. */
export async function readOutcome(cloud: LocalCloud, before: Before): Promise<RunOutcome> {
  const { rejected } = await createCampaignStore({
    client: cloud.dynamo,
    table: cloud.variable('CAMPAIGNS_TABLE'),
  }).manifest();
  const newErrors = (await cloud.listObjects('import-errors/')).filter((key) => !before.errorFiles.has(key));
  const rows = await readSendLog(cloud);
  const mails = cloud.mails().slice(before.mails);
  return {
    mails: mails.filter(isCustomerMail),
    colleagueMails: mails.filter((mail) => !isCustomerMail(mail)),
    cards: cloud.teams.accepted().slice(before.cards),
    rows,
    changedRows: rows.filter((row) => before.rows.get(sendName(row)) !== standing(row)),
    rejectedFiles: Object.entries(rejected).map(([file, { problems }]) => ({ file, problems })),
    heldFiles: (
      await createUploads({ client: cloud.dynamo, table: cloud.variable('CONTROL_TABLE') }, cloud.clock).held()
    ).map(({ key }) => key),
    importErrors: await Promise.all(
      newErrors.map(async (key) => (await cloud.readObject(key))?.toString('utf8') ?? ''),
    ),
    deadLetters: cloud.deadLetters(),
    failures: cloud.failures(),
  };
}

function standing({ state, reason, at }: SendRow): string {
  return [state, reason, at].join(' ');
}

/** Every row of the send log, by due date, campaign and customer. Only the laptop reads a whole table. */
export async function readSendLog(cloud: LocalCloud): Promise<readonly SendRow[]> {
  const rows: SendRow[] = [];
  const pages = paginateScan({ client: cloud.dynamo }, { TableName: cloud.variable('SEND_LOG_TABLE') });
  for await (const { Items = [] } of pages) rows.push(...Items.map(fromSendItem));
  const order = ({ dueOn, campaign, customer, key }: SendRow) => [dueOn, campaign, customer, key].join('\u0000');
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
