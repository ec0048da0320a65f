import type { RawEmailRequest } from './raw-email-request.ts';
import { SesError } from './ses-error.ts';
import { isSimulatorAddress } from './simulator.ts';

/** What the account allows. A list left out allows everything. */
export interface SenderPolicy {
  /** Addresses and domains; a domain stands for its subdomains too. */
  readonly verifiedIdentities?: readonly string[];
  readonly configurationSets?: readonly string[];
  /** Only verified recipients and the simulator. */
  readonly sandbox?: boolean;
  /** What becomes of mails while the MAIL FROM domain is not set up. @default USE_DEFAULT_VALUE, they leave */
  readonly behaviorOnMxFailure?: 'USE_DEFAULT_VALUE' | 'REJECT_MESSAGE';
  readonly region: string;
}

/** What is paused now. */
export interface PausedSending {
  readonly account: boolean;
  readonly configurationSets: ReadonlySet<string>;
}

/** Throws the SesError with which SES refuses a mail that the account may not send. */
export function checkSender(request: RawEmailRequest, policy: SenderPolicy, paused: PausedSending): void {
  const { configurationSet, source, destinations } = request;
  if (paused.account) {
    throw new SesError('AccountSendingPausedException', 'Email sending is disabled for the account.');
  }
  if (configurationSet !== undefined) {
    if (policy.configurationSets && !policy.configurationSets.includes(configurationSet)) {
      throw new SesError('ConfigurationSetDoesNotExist', `Configuration set <${configurationSet}> does not exist.`);
    }
    if (paused.configurationSets.has(configurationSet)) {
      const message = `Email sending is disabled for the configuration set <${configurationSet}>.`;
      throw new SesError('ConfigurationSetSendingPausedException', message);
    }
  }
  const { verifiedIdentities } = policy;
  const sandboxed = policy.sandbox ? destinations.filter((address) => !isSimulatorAddress(address)) : [];
  const mustBeVerified = [...(verifiedIdentities ? [source] : []), ...sandboxed];
  const unverified = mustBeVerified.filter((address) => !isVerified(address, verifiedIdentities ?? []));
  if (unverified.length > 0) {
    throw new SesError(
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region ' +
        `${policy.region.toUpperCase()}: ${unverified.join(', ')}`,
    );
  }
}

/** Whether an address is one of the identities, or of their domains. */
export function isVerified(address: string, identities: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return identities.some((identity) => {
    const verified = identity.toLowerCase();
    if (verified.includes('@')) return verified === address.toLowerCase();
    return domain === verified || domain.endsWith(`.${verified}`);
  });
}
