import type { Campaign } from '../campaign/campaign.ts';
import { isSameAddress } from '../mail-address.ts';
import type { StageConfig } from '../stage-config.ts';

/** Why somebody may not decide: nobody has signed in, it is not theirs to decide, or what they uploaded is in the mail. */
export type WhyNot = 'sign-in' | 'not-the-approver' | 'own-upload';

/** What of a request for approval says who may decide. */
export interface Decidable {
  readonly approver: { readonly email: string };
  readonly campaign: Pick<Campaign, 'secondPerson'> | undefined;
  /** Addresses of those who uploaded the files that the mail is made of; absent when nobody knows. */
  readonly uploadedBy?: readonly string[];
}

/**
 * Why the person who signed in (by their address, undefined = nobody) may not decide; undefined when they may. Without
 * sign-in whoever holds the link may. A campaign that demands a second person needs to know who signed in and who uploaded.
 */
export function whyNot(
  { approver, campaign, uploadedBy = [] }: Decidable,
  signedInAs: string | undefined,
  { signIn }: Pick<StageConfig, 'signIn'>,
): WhyNot | undefined {
  const needsTwo = campaign?.secondPerson === true;
  // A campaign may have gone live while the stage still had sign-in: then nobody can show who they are.
  if (signIn === undefined) return needsTwo ? 'sign-in' : undefined;
  if (!signedInAs) return 'sign-in';
  if (!isSameAddress(approver.email, signedInAs) && !isDeputy(signedInAs, { signIn })) return 'not-the-approver';
  const isOwn = uploadedBy.length === 0 || uploadedBy.some((address) => isSameAddress(address, signedInAs));
  return needsTwo && isOwn ? 'own-upload' : undefined;
}

/** True for those who may decide in any approver's place. */
export function isDeputy(address: string, { signIn }: Pick<StageConfig, 'signIn'>): boolean {
  return signIn?.deputies.some((deputy) => isSameAddress(deputy, address)) ?? false;
}
