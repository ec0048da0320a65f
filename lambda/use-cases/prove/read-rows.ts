import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import type { CampaignVersion } from '../../domain/campaign/campaign.ts';
import { recipientAddress } from '../../domain/message/recipient-address.ts';
import type { RefusalHistory } from '../../domain/prove/refusal-history.ts';
import { recordName, type StoredRecord } from '../../domain/records/record.ts';
import { type SendRow, sendName } from '../../domain/send-log/send-row.ts';
import { mailedStates } from '../../domain/send-log/send-state.ts';
import { pagesOf } from '../pages-of.ts';
import type { ProveTools } from './prove-tools.ts';

/** The rows of a campaign that are due on a day, in the order of customer and key. */
export async function readRows(
  { sendLog }: Pick<ProveTools, 'sendLog'>,
  campaign: string,
  day: IsoDate,
): Promise<readonly SendRow[]> {
  const rows: SendRow[] = [];
  for await (const refs of pagesOf((cursor) => sendLog.byRun(campaign, day, cursor))) {
    const page = [...(await sendLog.getMany(refs)).values()];
    // The index may lag behind a row that has moved to another day.
    rows.push(...page.filter(({ dueOn }) => dueOn === day));
  }
  return rows.sort((a, b) => (sendName(a) < sendName(b) ? -1 : 1));
}

/** A row with what is kept beside the log. */
export interface KnownRow {
  readonly row: SendRow;
  readonly version: CampaignVersion | undefined;
  readonly customer: StoredRecord | undefined;
  /** The customer's own present address, for mails to the customer; '' otherwise. */
  readonly address: string;
  readonly own: RefusalHistory | undefined;
  readonly ofAddress: RefusalHistory | undefined;
}

/** Looks up what is kept of many rows. */
export async function knowRows(tools: ProveTools, rows: readonly SendRow[]): Promise<readonly KnownRow[]> {
  const { campaigns, customers, hasher, refusals } = tools;
  const refs = rows.map(({ customer: id }) => ({ type: 'customer', id }));
  const records = await customers.getMany([...new Map(refs.map((ref) => [ref.id, ref])).values()]);
  return Promise.all(
    rows.map(async (row): Promise<KnownRow> => {
      const version = await campaigns.version(row.campaign, row.version);
      const customer = records.get(recordName({ type: 'customer', id: row.customer }));
      const own = refusals({ kind: 'customer', id: row.customer });
      const isOwn = version?.campaign.to.kind === 'customer' && mailedStates.includes(row.state);
      const address = customer && isOwn ? recipientAddress(version.campaign.to, customer, {}).trim().toLowerCase() : '';
      const hash = address === '' ? undefined : await hasher.hash(address);
      const ofAddress = hash === undefined ? undefined : refusals({ kind: 'address', hash });
      return { row, version, customer, address, own, ofAddress };
    }),
  );
}
