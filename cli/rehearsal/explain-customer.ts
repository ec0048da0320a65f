import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import { formatProblem } from '../../lambda/domain/campaign/problem.ts';
import type { Candidate } from '../../lambda/domain/decision/candidate.ts';
import { explainGates, type GateAnswer } from '../../lambda/domain/decision/decide.ts';
import { newRow } from '../../lambda/domain/send-log/new-row.ts';
import { compileWhere } from '../../lambda/domain/where/compile-where.ts';
import { judgeCandidates, roundsOf } from '../../lambda/use-cases/judge-candidates.ts';
import { candidatesOn, findNextDue } from './candidates-of-customer.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Why a customer gets a campaign's mail on a day, or does not. */
export interface Explanation {
  readonly campaign: string;
  readonly customer: string;
  readonly date: IsoDate;
  /** Whether anything falls due on the day. */
  readonly due: boolean;
  /** The next day on which something does, looked for within a year. */
  readonly nextDue: IsoDate | undefined;
  readonly occurrences: readonly ExplainedOccurrence[];
  /** Set when the question makes no sense: no such campaign or customer. */
  readonly error?: string;
}

/** One occurrence and every gate it had to pass. */
export interface ExplainedOccurrence {
  readonly record: string;
  readonly nominal: IsoDate;
  readonly dueOn: IsoDate;
  readonly offset: string;
  readonly decision: string;
  readonly reason: string;
  readonly gates: readonly GateAnswer[];
}

interface Question {
  readonly campaign: string;
  readonly customer: string;
  readonly date: IsoDate;
}

/** Asks every gate about whatever falls due for a customer on a day, as a run on that day would. */
export async function explainCustomer(rehearsal: Rehearsal, question: Question): Promise<Explanation> {
  const { campaign, customer, date } = question;
  const base = { campaign, customer, date, due: false, nextDue: undefined, occurrences: [] };
  const entry = rehearsal.manifest.campaigns[campaign];
  const version = entry && (await rehearsal.campaigns.version(campaign, entry.version));
  if (version === undefined) return { ...base, error: noCampaign(rehearsal, campaign) };
  if ((await rehearsal.tools.customers.get({ type: 'customer', id: customer })) === undefined) {
    return { ...base, error: `There is no customer ${customer} in the data.` };
  }
  const candidates = await candidatesOn(rehearsal, version, customer, date);
  const occurrences = await explainCandidates(rehearsal, version, candidates, date);
  const due = occurrences.length > 0;
  const nextDue = due ? undefined : await findNextDue(rehearsal, version, customer, date);
  return { ...base, due, nextDue, occurrences };
}

/** Judges as a run would: a later occurrence of the day sees the mail that an earlier one gave. */
async function explainCandidates(
  { tools, clock }: Rehearsal,
  version: CampaignVersion,
  candidates: readonly Candidate[],
  date: IsoDate,
): Promise<readonly ExplainedOccurrence[]> {
  const question = { version, today: date, accepts: compileWhere(version.campaign.where) };
  clock.moveTo(instantOf(date, version.campaign.at, version.campaign.timeZone));
  const explained: ExplainedOccurrence[] = [];
  for (const round of roundsOf(version.campaign, candidates)) {
    for (const { candidate, known, decision } of await judgeCandidates(tools, question, round)) {
      const { record, nominal, dueOn, offset } = candidate;
      const gates = known === undefined ? [] : explainGates(known.facts);
      explained.push({ record, nominal, dueOn, offset, decision: decision.kind, reason: decision.reason, gates });
      if (decision.kind !== 'send') continue;
      const at = new Date(clock.nowMs()).toISOString();
      await tools.sendLog.insert(newRow(version, candidate, { state: 'planned', reason: '' }, at));
    }
  }
  return explained;
}

function noCampaign({ manifest, tools }: Rehearsal, campaign: string): string {
  const rejected = manifest.rejected[`campaigns/${campaign}.hbs`];
  if (rejected !== undefined)
    return rejected.problems.map((problem) => formatProblem(problem, tools.stage.locale)).join('\n');
  const known = Object.keys(manifest.campaigns).sort().join(', ');
  return `There is no campaign ${campaign}. There are: ${known}`;
}
