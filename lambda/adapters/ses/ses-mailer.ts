import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Clock, Mailer, MailOutcome, OutgoingMail } from '../../ports.ts';
import { sleep, systemClock } from '../../runtime/system-clock.ts';
import { composeMime } from './compose-mime.ts';
import { InvalidMailError } from './invalid-mail-error.ts';
import { wireAddress } from './mail-header.ts';
import { MailerAccessError } from './mailer-access-error.ts';
import { readSesFailure, type SesFailure } from './read-ses-failure.ts';

const backoffMs: readonly number[] = [300, 600, 1_200, 2_400];
const rateHoldMs = 60_000;

type Throttled = Extract<SesFailure, { readonly kind: 'throttled' }>;

/**
 * Sends through SES v1, each mail once. Only a mail throttled for its rate, which was certainly not sent, is tried
 * again here, for a few seconds. Throws MailerAccessError when SES refuses the caller.
 */
export function createSesMailer(options: {
  readonly client: SESClient;
  readonly configurationSet: string;
  readonly clock?: Clock;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
}): Mailer {
  const { client, configurationSet, clock = systemClock, random = Math.random } = options;
  const wait = options.sleep ?? sleep;

  async function trySend(command: SendRawEmailCommand): Promise<MailOutcome | Throttled> {
    try {
      const { MessageId } = await client.send(command);
      return { kind: 'accepted', messageId: MessageId ?? '' };
    } catch (error) {
      const failure = readSesFailure(error);
      if (failure.kind === 'denied') throw new MailerAccessError(error);
      return failure;
    }
  }

  return {
    async send(mail) {
      const command = await toCommand(mail, configurationSet, clock);
      if ('kind' in command) return command;
      for (let attempt = 0; ; attempt += 1) {
        const answer = await trySend(command);
        if (answer.kind !== 'throttled') return answer;
        const pauseMs = backoffMs[attempt];
        if (pauseMs === undefined) {
          return { kind: 'held', reason: 'quota', retryAfterMs: rateHoldMs, error: answer.error };
        }
        // Senders were throttled together; chance keeps them from coming back together.
        await wait(pauseMs * (0.5 + random()));
      }
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
