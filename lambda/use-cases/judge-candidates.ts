import type { Campaign } from '../domain/campaign/campaign.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { decide } from '../domain/decision/decide.ts';
import type { Decision } from '../domain/decision/decision.ts';
import { occurrenceKey } from '../domain/decision/occurrence-key.ts';
import { onePerOccurrence } from '../domain/decision/one-per-occurrence.ts';
import { pauseBetweenMails } from './earlier-mail.ts';
import {
  type CandidateQuestion,
  type CandidateSources,
  type KnownCandidate,
  knowCandidates,
} from './know-candidates.ts';

/** A candidate and what the gates say of it; `known` is undefined when its records are gone. */
export interface JudgedCandidate {
  readonly key: string;
  readonly candidate: Candidate;
  readonly known: KnownCandidate | undefined;
  readonly decision: Decision;
}

/** Looks candidates up and asks the gates, once for each occurrence. */
export async function judgeCandidates(
  sources: CandidateSources,
  question: CandidateQuestion,
  candidates: readonly Candidate[],
): Promise<readonly JudgedCandidate[]> {
  const known = await knowCandidates(sources, question, candidates);
  const judged = candidates.map((candidate, index): JudgedCandidate => {
    const own = known[index];
    const decision: Decision = own ? decide(own.facts) : { kind: 'skip', reason: 'record-missing' };
    return { key: occurrenceKey(question.version.campaign, candidate), candidate, known: own, decision };
  });
  return onePerOccurrence(judged);
}

/**
 * Cuts candidates into rounds to be judged and written one after the other. Where a campaign leaves people alone for a
 * while after a mail, a customer's second occurrence must see what became of the first.
 */
export function roundsOf(campaign: Campaign, candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  if (pauseBetweenMails(campaign) === undefined) return [candidates];
  const rounds: Candidate[][] = [];
  const seen = new Map<string, Map<string, number>>();
  for (const candidate of candidates) {
    const own = seen.get(candidate.customer) ?? new Map<string, number>();
    seen.set(candidate.customer, own);
    const key = occurrenceKey(campaign, candidate);
    const round = own.get(key) ?? own.size;
    own.set(key, round);
    rounds[round] = [...(rounds[round] ?? []), candidate];
  }
  return rounds;
}
