import { randomUUID } from 'node:crypto';
import type { AcceptedMail } from './accepted-mail.ts';
import { headerValues, splitAddresses } from './mail-headers.ts';
import { type DecideFate, fateOf, type SimulatedFate } from './simulator.ts';

/** An event of SES as EventBridge's default bus carries it (docs.aws.amazon.com/eventbridge, "SES events"). */
export interface SesEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: 'aws.ses';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Whose account and region the events name. */
export interface SesPlace {
  readonly region: string;
  readonly accountId: string;
}

const rejection = { reason: 'Bad content' };
const unknownUser = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };
const mailboxFull = { action: 'failed', status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' };

/** What each fate's bounce says, and what the receiving server reported. An automatic answer is no server's report. */
const bounces: readonly (readonly [
  fate: SimulatedFate,
  bounce: { readonly bounceType: string; readonly bounceSubType: string },
  report: Readonly<Record<string, string>>,
])[] = [
  ['bounced', { bounceType: 'Permanent', bounceSubType: 'General' }, unknownUser],
  ['suppressed', { bounceType: 'Permanent', bounceSubType: 'Suppressed' }, unknownUser],
  ['soft-bounced', { bounceType: 'Transient', bounceSubType: 'MailboxFull' }, mailboxFull],
  ['answered', { bounceType: 'Transient', bounceSubType: 'General' }, {}],
];

/** The events that follow a mail's acceptance, in order: sent, then what became of it, for each fate of a recipient. */
export function eventsAfter(mail: AcceptedMail, place: SesPlace, decideFate: DecideFate): SesEvent[] {
  const event = (detailType: string, eventType: string, key: string, fields: Readonly<Record<string, unknown>>) =>
    envelope(mail, place, detailType, { eventType, mail: mailOf(mail, place), [key]: fields });
  const timestamp = new Date(mail.atMs).toISOString();
  const meeting = (...fates: SimulatedFate[]) =>
    mail.destinations.filter((address) => fates.includes(decideFate(address) ?? fateOf(address)));
  const events = [event('Email Sent', 'Send', 'send', {})];
  if (meeting('rejected').length > 0) return [...events, event('Email Rejected', 'Reject', 'reject', rejection)];
  const delivered = meeting('delivered', 'answered', 'complained');
  if (delivered.length > 0) {
    const smtp = { smtpResponse: '250 2.6.0 Message received', reportingMTA: 'a1-1.smtp-out.amazonses.com' };
    const fields = { timestamp, processingTimeMillis: 1, recipients: delivered, ...smtp };
    events.push(event('Email Delivered', 'Delivery', 'delivery', fields));
  }
  for (const [fate, bounce, report] of bounces) {
    const bounced = meeting(fate);
    if (bounced.length === 0) continue;
    const bouncedRecipients = bounced.map((emailAddress) => ({ emailAddress, ...report }));
    const reportingMTA = 'dns; a1-1.smtp-out.amazonses.com';
    const fields = { feedbackId: randomUUID(), ...bounce, bouncedRecipients, timestamp, reportingMTA };
    events.push(event('Email Bounced', 'Bounce', 'bounce', fields));
  }
  const complained = meeting('complained');
  if (complained.length > 0) {
    const fields = {
      feedbackId: randomUUID(),
      complaintSubType: null,
      complainedRecipients: complained.map((emailAddress) => ({ emailAddress })),
      timestamp,
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: timestamp,
    };
    events.push(event('Email Complaint Received', 'Complaint', 'complaint', fields));
  }
  return events;
}

function envelope(mail: AcceptedMail, place: SesPlace, detailType: string, detail: SesEvent['detail']): SesEvent {
  const { region, accountId } = place;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.ses',
    account: accountId,
    // EventBridge's `time` has whole seconds.
    time: new Date(mail.atMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws:ses:${region}:${accountId}:configuration-set/${mail.configurationSet ?? ''}`],
    detail,
  };
}

function mailOf(mail: AcceptedMail, { region, accountId }: SesPlace): Readonly<Record<string, unknown>> {
  const first = (name: string) => headerValues(mail.headers, name)[0];
  const addresses = (name: string) => headerValues(mail.headers, name).flatMap(splitAddresses);
  const domain = mail.source.slice(mail.source.lastIndexOf('@') + 1);
  return {
    timestamp: new Date(mail.atMs).toISOString(),
    source: mail.source,
    sourceArn: `arn:aws:ses:${region}:${accountId}:identity/${domain}`,
    sendingAccountId: accountId,
    messageId: mail.messageId,
    destination: mail.destinations,
    headersTruncated: false,
    headers: mail.headers,
    commonHeaders: {
      from: addresses('From'),
      to: addresses('To'),
      date: first('Date'),
      subject: first('Subject'),
      messageId: mail.messageId,
    },
    tags: {
      'ses:operation': ['SendRawEmail'],
      'ses:configuration-set': [mail.configurationSet ?? ''],
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [domain],
      'ses:caller-identity': ['local'],
      ...tagsOf(mail),
    },
  };
}

function tagsOf(mail: AcceptedMail): Record<string, string[]> {
  const tags: Record<string, string[]> = {};
  for (const { name, value } of mail.tags) {
    tags[name] = [...(tags[name] ?? []), value];
  }
  return tags;
}
