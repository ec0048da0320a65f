import { hasMarketingConsent } from '../domain/decision/consent.ts';
import type { ChoiceClaims } from '../domain/links/link-claims.ts';
import { allMarketing, type MailChoice } from '../domain/pages/mail-choice.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { RefusalStore } from '../ports.ts';
import { findOptOutSubjects, type OptOutSources } from './opt-out-subjects.ts';

export interface ChoiceSources extends OptOutSources {
  readonly refusals: Pick<RefusalStore, 'getMany'>;
  readonly stage: Pick<StageConfig, 'consentPolicy'>;
}

/** What is stopped now for the holder of a link, by the same subjects that the opt-out gate asks, and what else keeps mail back. */
export async function readMailChoice(sources: ChoiceSources, claims: ChoiceClaims): Promise<MailChoice> {
  const { customer, campaign } = claims;
  const [[refused], record] = await Promise.all([
    findOptOutSubjects(sources, customer).then((subjects) => sources.refusals.getMany([subjects])),
    sources.customers.get({ type: 'customer', id: customer }),
  ]);
  const { optedOut = [], suppressed = [], erased = false } = refused ?? {};
  const isSuppressed = ['everything', allMarketing, `campaign:${campaign}`].some((scope) => suppressed.includes(scope));
  const isConsenting = record === undefined || hasMarketingConsent(record, sources.stage.consentPolicy);
  return {
    campaignStopped: optedOut.includes(campaign),
    allStopped: optedOut.includes(allMarketing),
    withheld: erased || isSuppressed || !isConsenting,
  };
}
