import type { Campaign, CampaignVersion } from '../domain/campaign/campaign.ts';
import { candidateOfRow } from '../domain/decision/candidate-of-row.ts';
import type { StopClaims } from '../domain/links/link-claims.ts';
import { isYes, parseRecordName, type StoredRecord } from '../domain/records/record.ts';
import { newRow } from '../domain/send-log/new-row.ts';
import { type OccurrenceState, occurrenceState } from '../domain/send-log/occurrence-state.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import { expiryMs } from '../domain/send-log/validity.ts';
import type { CampaignStore, Clock, CustomerReader, OutgoingMail, Queues, SendLog } from '../ports.ts';
import type { WordSources } from './find-words.ts';

/** What looking at one occurrence, stopping it and taking that back need. */
export interface OccurrenceTools extends WordSources {
  readonly campaigns: Pick<CampaignStore, 'manifest' | 'version'>;
  readonly customers: Pick<CustomerReader, 'get' | 'getMany'>;
  readonly sendLog: Pick<SendLog, 'get' | 'ofCustomer' | 'insert' | 'move'>;
  readonly queues: Pick<Queues, 'plan'>;
  readonly clock: Clock;
}

/** One occurrence as it stands now. Absent is what does not exist (any more, or yet). */
export interface Occurrence {
  readonly state: OccurrenceState;
  readonly campaign?: Campaign;
  readonly customer?: StoredRecord;
  readonly row?: SendRow;
  /** What would be sent, with a placeholder for the opt-out link; absent when nothing would, or it cannot be written. */
  readonly mail?: OutgoingMail;
}

/** An occurrence, and the row that a run would write of it today. */
export interface FoundOccurrence {
  readonly occurrence: Occurrence;
  readonly fresh?: SendRow;
}

/** Looks up what a stop link is for, under the key that a run would give it. */
export async function findOccurrence(tools: OccurrenceTools, claims: StopClaims): Promise<FoundOccurrence> {
  const { campaigns, withdrawn } = await tools.campaigns.manifest();
  const identity = campaigns[claims.campaign]?.identity ?? withdrawn[claims.campaign] ?? claims.campaign;
  // A campaign that was renamed is known by its identity.
  const [id, entry] = Object.entries(campaigns).find(([, each]) => each.identity === identity) ?? [];
  const [version, customer, holder] = await Promise.all([
    id === undefined || entry === undefined ? undefined : tools.campaigns.version(id, entry.version),
    tools.customers.get({ type: 'customer', id: claims.customer }),
    tools.customers.get(parseRecordName(claims.record)),
  ]);
  // An event's occurrence is named by its event, which no stop link carries.
  if (version === undefined || version.campaign.trigger.kind === 'event') {
    const row = await rowOfWithdrawn(tools, identity, claims);
    const state = occurrenceState({ row, fresh: undefined, flagged: false, closed: true });
    return { occurrence: { state, ...(customer && { customer }), ...(row && { row }) } };
  }
  const { campaign } = version;
  const named = rowOnDueDay(version, claims, tools.clock.nowMs());
  const row = await tools.sendLog.get(named);
  const isStillDue = customer !== undefined && holder !== undefined && candidateOfRow(campaign, named, holder);
  const fresh = isStillDue ? named : undefined;
  const lastDue = row !== undefined && row.dueOn > claims.dueOn ? row.dueOn : claims.dueOn;
  const closed = tools.clock.nowMs() >= expiryMs(campaign, lastDue);
  const state = occurrenceState({ row, fresh, flagged: isYes(customer, 'stopped'), closed });
  return {
    occurrence: { state, campaign, ...(customer && { customer }), ...(row && { row }) },
    ...(fresh && { fresh }),
  };
}

function rowOnDueDay(version: CampaignVersion, claims: StopClaims, nowMs: number): SendRow {
  const { customer, record, path, nominal, dueOn, offset } = claims;
  const candidate = { customer, record, path, nominal, dueOn, offset, years: undefined };
  return newRow(version, candidate, { state: 'planned', reason: '' }, new Date(nowMs).toISOString());
}

/** Without the campaign nobody knows what its keys were made of; the row's own dates tell which one it was. */
async function rowOfWithdrawn(
  { sendLog }: OccurrenceTools,
  identity: string,
  { customer, record, nominal, offset }: StopClaims,
): Promise<SendRow | undefined> {
  const rows = await sendLog.ofCustomer(customer, `${identity}#${record}#`);
  return rows.find((row) => row.date === nominal && row.offset === offset);
}
