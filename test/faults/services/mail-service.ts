import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Invocation, Process, Sim } from '../functions/process.ts';
import type { Fault } from '../sim/faults.ts';
import { readTags } from './read-tags.ts';
import { withSend } from './with-send.ts';

/** A mail as SES took it. */
export interface AcceptedMail {
  readonly atMs: number;
  readonly messageId: string;
  /** When the function began that handed it over. */
  readonly senderBeganMs: number;
  readonly to: string;
  readonly tags: Readonly<Record<string, string>>;
  /** As it came. */
  readonly mime: string;
}

/** A time in which SES takes no mail from us. */
export interface Outage {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly error: 'AccountSendingPausedException' | 'ConfigurationSetSendingPausedException';
}

export interface MailServiceOptions {
  readonly maxSendRate: number;
  readonly max24HourSend: number;
  readonly outages: readonly Outage[];
  /** Puts an event of SES where the feedback function finds it. */
  readonly deliverEvent: (event: string) => void;
}

const client = new SESClient({ region: 'ap-northeast-1' });
const HOUR_MS = 3_600_000;
const REQUEST_TIMEOUT_MS = 15_000;

/** SES: takes mails, refuses them, hangs, and tells what became of them late, twice or never. */
export class SimMailService {
  readonly mailbox: AcceptedMail[] = [];
  readonly onMail: ((mail: AcceptedMail) => void)[] = [];
  /** Mails refused for what they are, by `to`: their rows may say so. */
  readonly refused: string[] = [];
  /** Every attempt at a customer's mail that was handed over, once for each call of a sender. */
  readonly handed: { customer: string; key: string; attempt: number; by: string }[] = [];
  readonly options: MailServiceOptions;
  readonly #sim: Sim;
  #secondMs = 0;
  #inSecond = 0;

  constructor(sim: Sim, options: MailServiceOptions) {
    this.#sim = sim;
    this.options = options;
  }

  get sentLast24Hours(): number {
    const since = this.#sim.loop.nowMs - 24 * HOUR_MS;
    let count = 0;
    for (let at = this.mailbox.length - 1; at >= 0; at -= 1) {
      const mail = this.mailbox[at];
      if (mail === undefined || mail.atMs <= since) break;
      count += 1;
    }
    return count;
  }

  get outage(): Outage | undefined {
    const { nowMs } = this.#sim.loop;
    return this.options.outages.find(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
  }

  clientFor(process: Process): SESClient {
    return withSend(client, async (command: unknown) => {
      if (!(command instanceof SendRawEmailCommand)) throw new TypeError('Not simulated');
      const own = process.invocation;
      const { Destinations = [], Tags = [] } = command.input;
      this.#note(readTags(Object.fromEntries(Tags.map(({ Name = '', Value = '' }) => [Name, Value]))), own?.name ?? '');
      return process.callAsItAnswers(`ses <- ${Destinations.join()}`, () => this.#take(command.input, own));
    });
  }

  /** A sender may try the same attempt again itself, where SES surely did not take it. */
  #note(attempt: ReturnType<typeof readTags>, by: string): void {
    if (attempt.customer === '') return;
    const last = this.handed.findLast(({ customer, key }) => customer === attempt.customer && key === attempt.key);
    if (last?.attempt !== attempt.attempt || last.by !== by) this.handed.push({ ...attempt, by });
  }

  async #take(input: SendRawEmailCommand['input'], own: Invocation | undefined): Promise<unknown> {
    const { loop } = this.#sim;
    const strikes = (fault: Fault) => {
      const isStruck = this.#sim.faults.strikes(fault);
      if (isStruck && own !== undefined) own.faults += 1;
      return isStruck;
    };
    if (strikes('isUnreachable')) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    if (strikes('denies')) throw failure('ExpiredTokenException', 'The security token has expired');
    const { outage } = this;
    if (outage !== undefined) throw failure(outage.error, 'Sending is paused.');
    if (strikes('hangsRefused')) {
      await loop.wait(REQUEST_TIMEOUT_MS);
      throw failure('TimeoutError', 'The request timed out');
    }
    if (strikes('breaksRefused')) throw failure('InternalFailure', 'failed', 500);
    if (this.sentLast24Hours >= this.options.max24HourSend)
      throw failure('Throttling', 'Daily message quota exceeded.');
    if (this.#isTooFast() || strikes('throttles')) throw failure('Throttling', 'Maximum sending rate exceeded.');
    const mail = toMail(input, this.#sim.loop.nowMs, own, this.mailbox.length);
    if (strikes('rejects')) {
      this.refused.push(mail.to);
      throw failure('MessageRejected', 'The message was refused.');
    }
    this.mailbox.push(mail);
    this.#sim.trace.add(loop.nowMs, `mail ${mail.messageId} to ${mail.to}`);
    this.#tell(mail);
    for (const listener of this.onMail) listener(mail);
    if (strikes('senderDies')) own?.end('dies');
    if (strikes('hangsAccepted')) {
      await loop.wait(REQUEST_TIMEOUT_MS);
      throw failure('TimeoutError', 'The request timed out');
    }
    if (strikes('breaksAccepted')) throw failure('InternalFailure', 'failed', 500);
    return { $metadata: {}, MessageId: mail.messageId };
  }

  #isTooFast(): boolean {
    const secondMs = Math.floor(this.#sim.loop.nowMs / 1_000);
    if (secondMs !== this.#secondMs) {
      this.#secondMs = secondMs;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
    return this.#inSecond > this.options.maxSendRate;
  }

  /** Events of a mail, each at its time, and as often as it pleases. */
  #tell(mail: AcceptedMail): void {
    const { loop, random, faults } = this.#sim;
    const tell = (type: string, rest: (timestamp: string) => object, afterMs: number) => {
      if (faults.strikes('eventNever')) return;
      const happenedMs = loop.nowMs + afterMs;
      const event = JSON.stringify(toEvent(mail, type, rest(new Date(happenedMs).toISOString())));
      const lateMs = faults.strikes('eventLate')
        ? random.between(10 * 60_000, 30 * HOUR_MS)
        : random.between(100, 5_000);
      loop.after(afterMs + lateMs, () => this.options.deliverEvent(event));
      if (faults.strikes('eventTwice'))
        loop.after(afterMs + lateMs + random.between(0, HOUR_MS), () => this.options.deliverEvent(event));
    };
    tell('Send', () => ({ send: {} }), 0);
    const fate = random.next();
    const afterMs = random.between(500, 20_000);
    const recipients = [{ emailAddress: mail.to, action: 'failed', status: '5.1.1' }];
    const bounce = (bounceType: string, bounceSubType: string) =>
      tell(
        'Bounce',
        (timestamp) => ({ bounce: { timestamp, bounceType, bounceSubType, bouncedRecipients: recipients } }),
        afterMs,
      );
    if (fate < 0.02) bounce('Permanent', 'General');
    else if (fate < 0.05) bounce('Transient', 'MailboxFull');
    else if (fate < 0.055) tell('Reject', () => ({ reject: { reason: 'Bad content' } }), afterMs);
    else tell('Delivery', (timestamp) => ({ delivery: { timestamp, recipients: [mail.to] } }), afterMs);
    if (fate >= 0.055 && fate < 0.07)
      tell(
        'Complaint',
        (timestamp) => ({ complaint: { timestamp, complainedRecipients: [{ emailAddress: mail.to }] } }),
        afterMs + random.between(60_000, 20 * HOUR_MS),
      );
  }
}

function failure(name: string, message: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

function toMail(
  { Destinations = [], RawMessage, Tags = [] }: SendRawEmailCommand['input'],
  atMs: number,
  own: Invocation | undefined,
  n: number,
): AcceptedMail {
  return {
    ...{ atMs, messageId: `ses-${n + 1}`, senderBeganMs: own?.startedMs ?? atMs },
    to: Destinations.join(),
    tags: Object.fromEntries(Tags.map(({ Name = '', Value = '' }) => [Name, Value])),
    mime: Buffer.from(RawMessage?.Data ?? new Uint8Array()).toString('latin1'),
  };
}

const detailTypes: Readonly<Record<string, string>> = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
};

function toEvent(mail: AcceptedMail, eventType: string, rest: object) {
  const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  return {
    version: '0',
    id: `${mail.messageId}-${eventType}`,
    'detail-type': detailTypes[eventType],
    source: 'aws.ses',
    account: '000000000000',
    region: 'ap-northeast-1',
    time: new Date(mail.atMs).toISOString(),
    resources: [],
    detail: {
      eventType,
      mail: {
        timestamp: new Date(mail.atMs).toISOString(),
        messageId: mail.messageId,
        destination: [mail.to],
        tags: { ...tags, 'ses:configuration-set': ['mail'] },
      },
      ...rest,
    },
  };
}
