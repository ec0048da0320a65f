import { unsubscribePlaceholder } from '../domain/approval/mail-digest.ts';
import type { IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import type { Campaign, CampaignVersion } from '../domain/campaign/campaign.ts';
import { candidateOfRow, plannedCandidate } from '../domain/decision/candidate-of-row.ts';
import { recipientAddress } from '../domain/message/recipient-address.ts';
import { type SendRow, sendName } from '../domain/send-log/send-row.ts';
import type { SendState } from '../domain/send-log/send-state.ts';
import type { CampaignStore, Clock, CustomerReader } from '../ports.ts';
import { candidateContext } from './candidate-context.ts';
import { type CandidateRecords, loadCandidateRecords } from './candidate-records.ts';
import { leavingDay } from './look-again.ts';
import type { MailWords, WriteTools } from './write-mail.ts';

/** Where a send's words are looked up. */
export interface WordSources extends WriteTools {
  readonly campaigns: Pick<CampaignStore, 'manifest' | 'version'>;
  readonly customers: Pick<CustomerReader, 'getMany'>;
  readonly clock: Clock;
}

/** All that a send's mail is made of, with a placeholder for the opt-out link. */
export interface RowWords extends MailWords {
  readonly version: CampaignVersion;
  readonly records: CandidateRecords;
}

/** States from which a mail may yet leave. */
const toLeave: readonly SendState[] = ['planned', 'waiting', 'awaiting-approval'];

/**
 * Looks up what the mails of sends are made of, in few reads, by `sendName`; one whose customer, date or version is gone
 * is absent. A mail that has yet to leave has the words of the live version, any other those of the version it used.
 */
export async function findWords(
  sources: WordSources,
  rows: readonly SendRow[],
): Promise<ReadonlyMap<string, RowWords>> {
  const versions = await readVersions(sources.campaigns, rows);
  const known = rows.flatMap((row) => {
    const version = versions.get(sendName(row));
    return version === undefined ? [] : [{ row, version, planned: plannedCandidate(version.campaign, row) }];
  });
  const records = await loadCandidateRecords(
    sources.customers,
    known.map(({ planned, version: { campaign } }) => ({ candidate: planned, campaign })),
  );
  const found = known.flatMap(({ row, version, planned }, index) => {
    const own = records[index];
    if (own === undefined) return [];
    const { campaign } = version;
    const context = candidateContext(sources.stage, {
      ...{ campaign, records: own, unsubscribeUrl: unsubscribePlaceholder },
      candidate: candidateOfRow(campaign, row, own.holder) ?? planned,
      today: mailDay(campaign, row, sources.clock.nowMs()),
    });
    const address = recipientAddress(campaign.to, own.customer, own.onPath);
    const words = { version, records: own, customer: own.customer, address, context };
    return [[sendName(row), { ...words, unsubscribeUrl: unsubscribePlaceholder }] as const];
  });
  return new Map(found);
}

/** The day that the mail's words are of, in the campaign's zone: the one on which it left, or would have. */
function mailDay(campaign: Campaign, row: SendRow, nowMs: number): IsoDate {
  if (toLeave.includes(row.state)) return leavingDay(campaign, row, nowMs);
  const day = localDate(Date.parse(row.sentAt ?? row.at), campaign.timeZone);
  return day < row.dueOn ? row.dueOn : day;
}

/** The version of each row's words, by `sendName`; each is read once. */
async function readVersions(
  campaigns: WordSources['campaigns'],
  rows: readonly SendRow[],
): Promise<ReadonlyMap<string, CampaignVersion>> {
  const { campaigns: entries } = await campaigns.manifest();
  const reads = new Map<string, Promise<CampaignVersion | undefined>>();
  const found = new Map<string, CampaignVersion>();
  for (const row of rows) {
    const entry = entries[row.campaign];
    const name = toLeave.includes(row.state) && entry?.enabled ? entry.version : row.version;
    const reading = reads.get(`${row.campaign}#${name}`) ?? campaigns.version(row.campaign, name);
    reads.set(`${row.campaign}#${name}`, reading);
    const version = await reading;
    if (version !== undefined) found.set(sendName(row), version);
  }
  return found;
}
