import type { ChoiceClaims } from '../domain/links/link-claims.ts';
import { allMarketing, type MailChoice } from '../domain/pages/mail-choice.ts';
import type { RefusalStore } from '../ports.ts';
import { findOptOutSubjects, type OptOutSources } from './opt-out-subjects.ts';

export interface ChoiceSources extends OptOutSources {
  readonly refusals: Pick<RefusalStore, 'getMany'>;
}

/** What is stopped now for the holder of a link, by the same subjects that the opt-out gate asks. */
export async function readMailChoice(sources: ChoiceSources, { customer, campaign }: ChoiceClaims): Promise<MailChoice> {
  const [refused] = await sources.refusals.getMany([await findOptOutSubjects(sources, customer)]);
  const optedOut = refused?.optedOut ?? [];
  return { campaignStopped: optedOut.includes(campaign), allStopped: optedOut.includes(allMarketing) };
}
