import type { MailAccount } from '../../../lambda/ports.ts';
import type { SimMailService } from './mail-service.ts';

/** What SES says of the account when it is asked. */
export function createSimAccount(service: SimMailService): MailAccount {
  return {
    async quota() {
      const { maxSendRate, max24HourSend } = service.options;
      return { maxSendRate, max24HourSend, sentLast24Hours: service.sentLast24Hours };
    },
    async hindrance() {
      const { outage } = service;
      if (outage === undefined) return undefined;
      return outage.error === 'AccountSendingPausedException' ? 'account-paused' : 'configuration-set-paused';
    },
  };
}
