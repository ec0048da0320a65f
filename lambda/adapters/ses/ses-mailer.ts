import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Clock, Mailer, MailOutcome, MailPace, OutgoingMail } from '../../ports.ts';
import { sleep, systemClock } from '../../runtime/system-clock.ts';
import { composeMime } from './compose-mime.ts';
import { InvalidMailError } from './invalid-mail-error.ts';
import { wireAddress } from './mail-header.ts';
import { MailerAccessError } from './mailer-access-error.ts';
import { readSesFailure } from './read-ses-failure.ts';
import { sendThrottled, type Throttled } from './send-throttled.ts';

/**
 * Sends through SES v1, each mail once. Only a mail throttled for its rate, which was certainly not sent, is tried
 * again here, for a few seconds. Throws MailerAccessError when SES refuses the caller.
 */
export function createSesMailer(options: {
  readonly client: SESClient;
  readonly configurationSet: string;
  /** Each further try takes a turn. @default it takes none */
  readonly pace?: MailPace;
  readonly clock?: Clock;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
}): Mailer {
  const { client, configurationSet, clock = systemClock, random = Math.random, pace } = options;
  const retry = { clock, random, sleep: options.sleep ?? sleep, pace };

  async function trySend(command: SendRawEmailCommand): Promise<MailOutcome | Throttled> {
    try {
      const { MessageId } = await client.send(command);
      return { kind: 'accepted', messageId: MessageId ?? '' };
    } catch (error) {
      const failure = readSesFailure(error, command.input.Source);
      if (failure.kind === 'denied') throw new MailerAccessError(error);
      return failure;
    }
  }

  return {
    async send(mail) {
      const command = await toCommand(mail, configurationSet, clock);
      if ('kind' in command) return command;
      return sendThrottled(() => trySend(command), retry);
    },
  };
}

async function toCommand(
  mail: OutgoingMail,
  configurationSet: string,
  clock: Clock,
): Promise<SendRawEmailCommand | MailOutcome> {
  try {
    return new SendRawEmailCommand({
      Source: wireAddress(mail.from),
      Destinations: [wireAddress(mail.to)],
      RawMessage: { Data: await composeMime(mail, clock.nowMs()) },
      ConfigurationSetName: configurationSet,
      Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
    });
  } catch (error) {
    if (error instanceof InvalidMailError) return { kind: 'rejected', error: `${error.name}: ${error.message}` };
    throw error;
  }
}
