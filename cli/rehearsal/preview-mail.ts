import { composeMime } from '../../lambda/adapters/ses/compose-mime.ts';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import type { Candidate } from '../../lambda/domain/decision/candidate.ts';
import { decide } from '../../lambda/domain/decision/decide.ts';
import { compileMessage } from '../../lambda/domain/message/compile-message.ts';
import { composeMail } from '../../lambda/domain/message/compose-mail.ts';
import type { Mailbox } from '../../lambda/domain/message/outgoing-mail.ts';
import { knowCandidates } from '../../lambda/use-cases/know-candidates.ts';
import { CommandFailure } from '../command-failure.ts';
import { candidatesOn, findNextDue } from './candidates-of-customer.ts';
import type { Rehearsal } from './rehearsal.ts';

/** One customer's mail. `remark` says what a reader should know: that it is not due on the day, or would not be sent. */
export interface MailPreview {
  readonly campaign: string;
  readonly customer: string;
  readonly date: IsoDate;
  readonly offset: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly decision: string;
  readonly reason: string;
  readonly remark: string;
  readonly eml: Buffer;
}

const PREVIEW_LINK = 'https://example.invalid/unsubscribe';

/**
 * The mail of the rehearsal's only campaign for a customer: of the day if something is due then, else of the next due
 * day within a year. Undefined when the campaign could not be published.
 */
export async function previewMail(
  rehearsal: Rehearsal,
  { customer, date }: { readonly customer: string; readonly date: IsoDate },
): Promise<MailPreview | undefined> {
  const [live] = Object.entries(rehearsal.manifest.campaigns);
  const version = live && (await rehearsal.campaigns.version(live[0], live[1].version));
  if (version === undefined) return undefined;
  const { tools } = rehearsal;
  if ((await tools.customers.get({ type: 'customer', id: customer })) === undefined) {
    throw new CommandFailure(`There is no customer ${customer} in the data.`);
  }
  const { candidate, day } = await pickCandidate(rehearsal, version, customer, date);
  const links = { unsubscribe: async () => PREVIEW_LINK };
  const question = { version, today: day, accepts: () => true };
  const [known] = await knowCandidates({ ...tools, links }, question, [candidate]);
  if (known === undefined) throw new CommandFailure('A record that this mail is made of is missing from the data.');
  const decision = decide(known.facts);
  const mail = composeMail({
    campaign: version.campaign,
    customer: known.records.customer,
    address: known.facts.address,
    message: compileMessage(version)(known.context, candidate.offset),
    unsubscribeUrl: known.unsubscribeUrl,
    stage: tools.stage,
    tags: {},
  });
  const { subject, html, text } = mail;
  return {
    ...{ campaign: version.campaign.id, customer, date: day, offset: candidate.offset },
    ...{ from: mailboxText(mail.from), to: mailboxText(mail.to), subject, html, text },
    ...{ decision: decision.kind, reason: decision.reason },
    remark: remarkOf(date, day, decision.kind, decision.reason),
    eml: known.facts.address === '' ? Buffer.alloc(0) : await composeMime(mail, tools.clock.nowMs()),
  };
}

async function pickCandidate(
  rehearsal: Rehearsal,
  version: CampaignVersion,
  customer: string,
  date: IsoDate,
): Promise<{ readonly candidate: Candidate; readonly day: IsoDate }> {
  const [today] = await candidatesOn(rehearsal, version, customer, date);
  if (today !== undefined) return { candidate: today, day: date };
  const day = await findNextDue(rehearsal, version, customer, date);
  const [next] = day === undefined ? [] : await candidatesOn(rehearsal, version, customer, day);
  if (day === undefined || next === undefined) {
    throw new CommandFailure(`Nothing falls due for customer ${customer} on ${date} or within a year after it.`);
  }
  return { candidate: next, day };
}

function mailboxText({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`;
}

function remarkOf(asked: IsoDate, day: IsoDate, kind: string, reason: string): string {
  const when = asked === day ? [] : [`not due on ${asked}; this is the mail of ${day}`];
  const whether = kind === 'send' ? [] : [`would not be sent: ${reason || 'waits for approval'}`];
  return [...when, ...whether].join('; ');
}
