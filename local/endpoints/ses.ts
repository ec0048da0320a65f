import { type LocalClock, realClock } from '../virtual-clock.ts';
import { type EndpointAnswer, type HttpEndpoint, startHttpEndpoint } from './http-endpoint.ts';
import { type AcceptedMail, acceptMail, mailsFromJson, mailsToJson, recordOf } from './ses/accepted-mail.ts';
import { answerAccountQuestion } from './ses/account-answers.ts';
import { type AccountState, checkMailFrom, createAccountState, type MailFromStatus } from './ses/account-state.ts';
import { errorAnswer, resultAnswer } from './ses/query-protocol.ts';
import { readRawEmailRequest } from './ses/raw-email-request.ts';
import { checkSender, type SenderPolicy } from './ses/sender-policy.ts';
import { createSendingLimits } from './ses/sending-limits.ts';
import { SesError } from './ses/ses-error.ts';
import { eventsAfter, type SesEvent, type SesPlace } from './ses/ses-events.ts';
import { faultAnswer, isAccepted, type SesFaults } from './ses/ses-fault.ts';
import type { DecideFate } from './ses/simulator.ts';

/** Options of the SES stand-in. */
export interface SesOptions extends Partial<SenderPolicy>, Partial<SesPlace> {
  /** Time of mails, events and the 24-hour quota. */
  readonly clock?: LocalClock;
  /** Time of the rate: the machine's own by default, as senders sleep in real time. */
  readonly rateClock?: LocalClock;
  /** Recipients in any 24 hours; −1 = no quota. */
  readonly max24HourSend?: number;
  /** Recipients per second. */
  readonly maxSendRate?: number;
  /** Recipients that may go at once after a rest; one second's worth by default. */
  readonly burst?: number;
  /** @default SUCCESS */
  readonly mailFromStatus?: MailFromStatus;
  readonly faults?: SesFaults;
  /** What becomes of a mail, where it is not to be as the mailbox simulator has it. */
  readonly fateOf?: DecideFate;
  /** What becomes of a mail's events on their way: they may come late (left out, and published later), twice or turned round. */
  readonly carryEvents?: (events: readonly SesEvent[]) => readonly SesEvent[];
  /** Hears of each mail that is taken, in the words of `toJSON`, before its events and before the caller. */
  readonly onAccepted?: (mail: unknown) => void;
}

/** What may be done to the account while it is in use. */
type AccountChanges = Omit<AccountState, 'policy' | 'paused' | 'mailFromStatus' | 'isVerified'>;

/** SES with its memory: what it took, in order, whether or not the caller was told. */
export interface SesEndpoint extends HttpEndpoint, AccountChanges {
  mails(): readonly AcceptedMail[];
  /** Hears the events of mails sent with a configuration set, before the call is answered. Answers how to stop. */
  onEvent(listener: (event: SesEvent) => void): () => void;
  /** Tells an event, for the first time or again. */
  publish(event: SesEvent): void;
  /** Tells the events of the latest mail, once more if they were told before. */
  tellLatestAgain(): void;
  /** Sets another quota or rate. */
  setLimits(limits: Pick<SesOptions, 'max24HourSend' | 'maxSendRate'>): void;
  setFaults(faults: SesFaults | undefined): void;
  toJSON(): unknown;
  restore(state: unknown): void;
}

/**
 * Starts a stand-in for SES v1 (query protocol): SendRawEmail and GetSendQuota, with SES's limits and errors; and for what
 * SES v2 says of account, identities and configuration sets.
 */
export async function startSes(options: SesOptions = {}): Promise<SesEndpoint> {
  const { clock = realClock, rateClock = realClock, region = 'ap-northeast-1', accountId = '000000000000' } = options;
  const { max24HourSend = 50_000, maxSendRate = 14, burst = Math.max(1, maxSendRate) } = options;
  const { fateOf: decideFate = () => undefined, carryEvents = (events) => events } = options;
  const limits = createSendingLimits({ max24HourSend, maxSendRate, burst, clock, rateClock });
  const account = createAccountState({ ...options, region }, options.mailFromStatus ?? 'SUCCESS');
  const listeners = new Set<(event: SesEvent) => void>();
  let mails: AcceptedMail[] = [];
  let faults = options.faults;
  let attempts = 0;

  function publish(event: SesEvent): void {
    for (const listener of listeners) listener(event);
  }

  function tellEventsOf(mail: AcceptedMail): void {
    // Only a configuration set has event destinations.
    const events = mail.configurationSet === undefined ? [] : eventsAfter(mail, { region, accountId }, decideFate);
    for (const event of carryEvents(events)) publish(event);
  }

  function sendRawEmail(form: URLSearchParams): EndpointAnswer {
    const request = readRawEmailRequest(form);
    attempts += 1;
    const fault = faults?.({ attempt: attempts, request });
    if (fault && !isAccepted(fault)) return faultAnswer(fault);
    checkSender(request, account.policy(), account.paused());
    checkMailFrom(account);
    if (!limits.hasQuotaFor(request.destinations)) throw new SesError('Throttling', 'Daily message quota exceeded.');
    if (!limits.takeRate(request.destinations.length)) {
      throw new SesError('Throttling', 'Maximum sending rate exceeded.');
    }
    const mail = acceptMail(request, clock.nowMs());
    mails.push(mail);
    limits.count(mail.destinations, mail.atMs);
    options.onAccepted?.(recordOf(mail));
    tellEventsOf(mail);
    return fault ? faultAnswer(fault) : resultAnswer('SendRawEmail', { MessageId: mail.messageId });
  }

  const endpoint = await startHttpEndpoint(({ method, url, body }) => {
    if (url.pathname.startsWith('/v2/')) return answerAccountQuestion({ method, url }, account, limits.sendQuota());
    const form = new URLSearchParams(body.toString('utf8'));
    const action = form.get('Action');
    try {
      if (action === 'SendRawEmail') return sendRawEmail(form);
      if (action === 'GetSendQuota') {
        return resultAnswer(action, { ...limits.sendQuota() });
      }
      throw new SesError('InvalidAction', `The action ${action ?? ''} is not valid for this web service.`);
    } catch (error) {
      if (error instanceof SesError) return errorAnswer(error);
      throw error;
    }
  });
  return {
    ...endpoint,
    mails: () => mails,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish,
    tellLatestAgain() {
      const latest = mails.at(-1);
      if (latest !== undefined) tellEventsOf(latest);
    },
    pauseAccount: account.pauseAccount,
    pauseConfigurationSet: account.pauseConfigurationSet,
    setSandbox: account.setSandbox,
    setVerified: account.setVerified,
    setMailFromStatus: account.setMailFromStatus,
    setLimits: (next) => limits.raise(next),
    setFaults(next) {
      faults = next;
    },
    toJSON: () => mailsToJson(mails),
    restore(state) {
      mails = mailsFromJson(state);
      limits.reset();
      for (const mail of mails) limits.count(mail.destinations, mail.atMs);
    },
  };
}
