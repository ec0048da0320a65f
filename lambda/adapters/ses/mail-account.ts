import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { GateCause } from '../../domain/sending/mail-gate.ts';
import type { MailAccount } from '../../ports.ts';

/** What SES says of the account, its domain and its configuration set. Throws what the SDK throws. */
export function createMailAccount(options: {
  readonly ses: SESClient;
  readonly sesv2: SESv2Client;
  readonly identity: string;
  readonly configurationSet: string;
}): MailAccount {
  const { ses, sesv2, identity, configurationSet } = options;

  async function configurationSetHindrance(): Promise<GateCause | undefined> {
    const command = new GetConfigurationSetCommand({ ConfigurationSetName: configurationSet });
    const found = await orNotFound(sesv2.send(command));
    if (found === undefined) return 'configuration-set-missing';
    return found.SendingOptions?.SendingEnabled === false ? 'configuration-set-paused' : undefined;
  }

  return {
    async quota() {
      const { MaxSendRate, Max24HourSend, SentLast24Hours } = await ses.send(new GetSendQuotaCommand({}));
      if (MaxSendRate === undefined || Max24HourSend === undefined) throw new TypeError('SES told no quota');
      return { maxSendRate: MaxSendRate, max24HourSend: Max24HourSend, sentLast24Hours: SentLast24Hours ?? 0 };
    },
    async hindrance() {
      const account = await sesv2.send(new GetAccountCommand({}));
      if (account.SendingEnabled === false) return 'account-paused';
      const hindrance =
        (await configurationSetHindrance()) ??
        identityHindrance(await orNotFound(sesv2.send(new GetEmailIdentityCommand({ EmailIdentity: identity }))));
      // The last: whoever means to send in the sandbox still hears of the others.
      return hindrance ?? (account.ProductionAccessEnabled === false ? 'sandbox' : undefined);
    },
  };
}

function identityHindrance(identity: GetEmailIdentityCommandOutput | undefined): GateCause | undefined {
  if (identity?.VerifiedForSendingStatus !== true) return 'identity-not-verified';
  const { MailFromDomain, MailFromDomainStatus, BehaviorOnMxFailure } = identity.MailFromAttributes ?? {};
  if (!MailFromDomain || MailFromDomainStatus === 'SUCCESS') return undefined;
  // While DNS has a bad hour, SES goes on under its own domain, where it was not told to refuse.
  const isTolerated = MailFromDomainStatus === 'TEMPORARY_FAILURE' && BehaviorOnMxFailure !== 'REJECT_MESSAGE';
  return isTolerated ? undefined : 'mail-from-not-verified';
}

async function orNotFound<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
