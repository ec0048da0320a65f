import type { IsoDate } from '../domain/calendar/plain-date.ts';
import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import { isActiveOn } from '../domain/campaign/is-active-on.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import type { Facts } from '../domain/decision/facts.ts';
import { occasionDate } from '../domain/decision/occasion-date.ts';
import type { Refusals } from '../domain/decision/refusals.ts';
import type { MessageContext } from '../domain/message/message-context.ts';
import { missingValues } from '../domain/message/missing-values.ts';
import { recipientAddress } from '../domain/message/recipient-address.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { WhereScope } from '../domain/where/where-scope.ts';
import type { AddressHasher, CustomerReader, Links, RefusalStore, SendLog, Subject } from '../ports.ts';
import { candidateContext, eventOf } from './candidate-context.ts';
import { type CandidateRecords, loadCandidateRecords } from './candidate-records.ts';
import { type AskingRow, findEarlierMail } from './earlier-mail.ts';

/** Where candidates are looked up. */
export interface CandidateSources {
  readonly customers: CustomerReader;
  readonly refusals: RefusalStore;
  readonly sendLog: SendLog;
  readonly hasher: AddressHasher;
  readonly stage: StageConfig;
  /** Makes the opt-out link; absent where no mail is written. */
  readonly links?: Links;
}

/** What candidates are looked up for. */
export interface CandidateQuestion {
  readonly version: CampaignVersion;
  readonly today: IsoDate;
  readonly accepts: (scope: WhereScope) => boolean;
  /** The candidate's own row, when it has one already. */
  readonly asking?: AskingRow;
}

/** A candidate with all that is known: `facts` to decide on, `context` to write the mail from. */
export interface KnownCandidate {
  readonly candidate: Candidate;
  readonly records: CandidateRecords;
  readonly facts: Facts;
  readonly context: MessageContext;
  readonly unsubscribeUrl: string;
  /** The keyed hash of the address that the mail would go to; '' when there is none. */
  readonly addressHash: string;
}

/** Looks candidates up, in few reads. One whose records are gone gets undefined. The answer is in the order given. */
export async function knowCandidates(
  sources: CandidateSources,
  question: CandidateQuestion,
  candidates: readonly Candidate[],
): Promise<readonly (KnownCandidate | undefined)[]> {
  const { campaign } = question.version;
  const records = await loadCandidateRecords(
    sources.customers,
    candidates.map((candidate) => ({ candidate, campaign })),
  );
  const { to } = campaign;
  const subjects = await Promise.all(
    records.map((each) =>
      each === undefined ? [] : subjectsOf(sources.hasher, each, recipientAddress(to, each.customer, each.onPath)),
    ),
  );
  const refusals = await sources.refusals.getMany(subjects);
  return Promise.all(
    candidates.map(async (candidate, index) => {
      const own = records[index];
      const refused = refusals[index];
      if (own === undefined || refused === undefined) return undefined;
      const known = await know(sources, question, candidate, own, refused);
      return { ...known, addressHash: addressHashOf(subjects[index]) };
    }),
  );
}

async function know(
  { sendLog, stage, links }: CandidateSources,
  { version, today, accepts, asking }: CandidateQuestion,
  candidate: Candidate,
  records: CandidateRecords,
  refused: Refusals,
): Promise<Omit<KnownCandidate, 'addressHash'>> {
  const { campaign } = version;
  const { customer, onPath, holder } = records;
  const date = occasionDate(campaign, holder);
  const choice = { purpose: 'choice', customer: customer.id, campaign: campaign.identity } as const;
  const unsubscribeUrl = (await links?.to(choice)) ?? '#';
  const context = candidateContext(stage, { campaign, candidate, records, today, unsubscribeUrl });
  const { years, offset } = candidate;
  const scope: WhereScope = { customer, records: onPath, today, years, offset, ...eventOf(records) };
  const facts: Facts = {
    campaign,
    candidate,
    customer,
    consentPolicy: stage.consentPolicy,
    live: campaign.enabled && isActiveOn(campaign, candidate.dueOn),
    accepts: () => accepts(scope),
    ...(date && { date }),
    refused,
    address: recipientAddress(campaign.to, customer, onPath),
    missing: () => missingValues(version.required, context),
    earlier: await findEarlierMail(sendLog, campaign, candidate, customer, { today, asking }),
  };
  return { candidate, records, facts, context, unsubscribeUrl };
}

async function subjectsOf(
  hasher: AddressHasher,
  { customer }: CandidateRecords,
  address: string,
): Promise<readonly Subject[]> {
  const own: Subject = { kind: 'customer', id: customer.id };
  return address === '' ? [own] : [own, { kind: 'address', hash: await hasher.hash(address) }];
}

function addressHashOf(subjects: readonly Subject[] = []): string {
  const address = subjects.find((subject) => subject.kind === 'address');
  return address?.hash ?? '';
}
