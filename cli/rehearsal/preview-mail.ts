import { composeMime } from '../../lambda/adapters/ses/compose-mime.ts';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import type { Candidate } from '../../lambda/domain/decision/candidate.ts';
import { decide } from '../../lambda/domain/decision/decide.ts';
import { compileMessage } from '../../lambda/domain/message/compile-message.ts';
import { composeMail } from '../../lambda/domain/message/compose-mail.ts';
import { missingValues } from '../../lambda/domain/message/missing-values.ts';
import type { Mailbox } from '../../lambda/domain/message/outgoing-mail.ts';
import type { StoredRecord } from '../../lambda/domain/records/record.ts';
import { type KnownCandidate, knowCandidates } from '../../lambda/use-cases/know-candidates.ts';
import { CommandFailure } from '../command-failure.ts';
import { candidatesOn, findLastDue, findNextDue } from './candidates-of-customer.ts';
import { madeUpMail } from './made-up-mail.ts';
import type { Rehearsal } from './rehearsal.ts';

/** One customer's mail. `remark` says what a reader should know: that it is not due on the day, made up, or would not be sent. */
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

/** What one mail is written from, and what is to be said about it. */
type Draft = Pick<KnownCandidate, 'context'> &
  Pick<MailPreview, 'date' | 'offset' | 'decision' | 'reason' | 'remark'> & { readonly address: string };

/**
 * A campaign's mail for a customer: of the day if something is due then, else of the next due day within a year, else of
 * the last one within a year, else of a made-up occasion with sample values (`decision` is then `none`).
 */
export async function previewMail(
  rehearsal: Rehearsal,
  version: CampaignVersion,
  { customer, date }: { readonly customer: string; readonly date: IsoDate },
): Promise<MailPreview> {
  const { tools } = rehearsal;
  const record = await tools.customers.get({ type: 'customer', id: customer });
  if (record === undefined) throw new CommandFailure(`There is no customer ${customer} in the data.`);
  const draft =
    (await draftOfCandidate(rehearsal, version, customer, date)) ??
    (await draftMadeUp(rehearsal, version, record, date));
  const mail = composeMail({
    campaign: version.campaign,
    customer: record,
    address: draft.address,
    message: compileMessage(version)(draft.context, draft.offset),
    unsubscribeUrl: PREVIEW_LINK,
    stage: tools.stage,
    tags: {},
  });
  const { subject, html, text } = mail;
  const { context: _, address, ...told } = draft;
  return {
    ...{ campaign: version.campaign.id, customer, ...told },
    ...{ from: mailboxText(mail.from), to: mailboxText(mail.to), subject, html, text },
    eml: address === '' ? Buffer.alloc(0) : await composeMime(mail, tools.clock.nowMs()),
  };
}

async function draftOfCandidate(
  rehearsal: Rehearsal,
  version: CampaignVersion,
  customer: string,
  asked: IsoDate,
): Promise<Draft | undefined> {
  const due = await pickCandidate(rehearsal, version, customer, asked);
  if (due === undefined) return undefined;
  const { candidate, day } = due;
  const links = { to: async () => PREVIEW_LINK };
  const question = { version, today: day, accepts: () => true };
  const [known] = await knowCandidates({ ...rehearsal.tools, links }, question, [candidate]);
  if (known === undefined) return undefined;
  const { kind, reason } = decide(known.facts);
  return {
    ...{ context: known.context, address: known.facts.address, date: day, offset: candidate.offset },
    ...{ decision: kind, reason, remark: remarkOf(asked, day, kind, reason) },
  };
}

async function pickCandidate(
  rehearsal: Rehearsal,
  version: CampaignVersion,
  customer: string,
  date: IsoDate,
): Promise<{ readonly candidate: Candidate; readonly day: IsoDate } | undefined> {
  const [today] = await candidatesOn(rehearsal, version, customer, date);
  if (today !== undefined) return { candidate: today, day: date };
  const day =
    (await findNextDue(rehearsal, version, customer, date)) ?? (await findLastDue(rehearsal, version, customer, date));
  const [nearest] = day === undefined ? [] : await candidatesOn(rehearsal, version, customer, day);
  return day === undefined || nearest === undefined ? undefined : { candidate: nearest, day };
}

async function draftMadeUp(
  rehearsal: Rehearsal,
  { campaign, required }: CampaignVersion,
  customer: StoredRecord,
  asked: IsoDate,
): Promise<Draft> {
  const { nominal, dueOn, ...mail } = await madeUpMail(rehearsal, campaign, customer, asked, PREVIEW_LINK);
  const empty = missingValues(required, mail.context);
  const remark = [
    `nothing is due for ${customer.id} within a year of ${asked}`,
    `this mail is made up with sample values, for an occasion on ${nominal}`,
    ...(empty.length === 0 ? [] : [`empty: ${empty.join(', ')}`]),
  ].join('; ');
  return { ...mail, date: dueOn, decision: 'none', reason: '', remark };
}

function mailboxText({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`;
}

function remarkOf(asked: IsoDate, day: IsoDate, kind: string, reason: string): string {
  const notDue = day < asked ? `not due on ${asked} or within a year after it` : `not due on ${asked}`;
  const when = asked === day ? [] : [`${notDue}; this is the mail of ${day}`];
  const whether = kind === 'send' ? [] : [`would not be sent: ${reason || 'waits for approval'}`];
  return [...when, ...whether].join('; ');
}
