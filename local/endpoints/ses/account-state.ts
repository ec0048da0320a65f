import { isVerified, type PausedSending, type SenderPolicy } from './sender-policy.ts';
import { SesError } from './ses-error.ts';

/** What SES has found out about the DNS records of an identity's MAIL FROM domain. */
export type MailFromStatus = 'PENDING' | 'SUCCESS' | 'FAILED' | 'TEMPORARY_FAILURE';

/** The account as it is now: what it allows and what is paused, changed as if somebody had done so in the console. */
export interface AccountState {
  policy(): SenderPolicy;
  paused(): PausedSending;
  mailFromStatus(): MailFromStatus;
  isVerified(identity: string): boolean;
  pauseAccount(paused: boolean): void;
  pauseConfigurationSet(name: string, paused: boolean): void;
  /** In the sandbox, or with production access. */
  setSandbox(sandbox: boolean): void;
  /** Has an identity verified, or fail its verification. */
  setVerified(identity: string, verified: boolean): void;
  setMailFromStatus(status: MailFromStatus): void;
}

/** Throws the SesError with which SES refuses mail of a domain whose MAIL FROM domain is not set up, where told to. */
export function checkMailFrom(account: AccountState): void {
  if (account.policy().behaviorOnMxFailure !== 'REJECT_MESSAGE' || account.mailFromStatus() === 'SUCCESS') return;
  throw new SesError('MailFromDomainNotVerifiedException', 'Unable to read the MX record of the MAIL FROM domain.');
}

/** Begins with what the policy says, nothing paused. */
export function createAccountState(first: SenderPolicy, mailFrom: MailFromStatus): AccountState {
  const configurationSets = new Set<string>();
  const failed = new Set<string>();
  let { sandbox = false } = first;
  let added: readonly string[] = [];
  let account = false;
  let status = mailFrom;

  function policy(): SenderPolicy {
    const verifiedIdentities = first.verifiedIdentities && [...first.verifiedIdentities, ...added];
    if (verifiedIdentities === undefined && failed.size === 0) return { ...first, sandbox };
    return { ...first, sandbox, verifiedIdentities: verifiedIdentities?.filter((one) => !failed.has(one)) ?? [] };
  }

  return {
    policy,
    paused: () => ({ account, configurationSets }),
    mailFromStatus: () => status,
    isVerified(identity) {
      const { verifiedIdentities } = policy();
      return verifiedIdentities === undefined || isVerified(`x@${identity}`, verifiedIdentities);
    },
    pauseAccount(value) {
      account = value;
    },
    pauseConfigurationSet(name, value) {
      if (value) configurationSets.add(name);
      else configurationSets.delete(name);
    },
    setSandbox(value) {
      sandbox = value;
    },
    setVerified(identity, value) {
      if (value) failed.delete(identity);
      else failed.add(identity);
      if (value && !added.includes(identity)) added = [...added, identity];
    },
    setMailFromStatus(value) {
      status = value;
    },
  };
}
