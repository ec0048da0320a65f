import type { RecordModel } from '../../lambda/domain/records/record-model.ts';
import type { SendState } from '../../lambda/domain/send-log/send-state.ts';
import type { ReadMail } from './read-mail.ts';
import { reasonText } from './reason-text.ts';
import type { Snapshot } from './snapshot.ts';
import { triggerWords } from './trigger-words.ts';
import type { CampaignView, MailLine, MailView, SendView } from './view.ts';
import type { ViewedMail } from './viewer-backend.ts';

const left: readonly SendState[] = ['sent', 'delivered', 'bounced', 'complained'];
const held: readonly SendState[] = ['awaiting-approval', 'waiting', 'uncertain'];

/** A mail as the list shows it. */
export function mailLine({ messageId, atMs }: ViewedMail, { to, subject }: ReadMail, campaign: string): MailLine {
  return { id: messageId, atMs, to, subject, campaign };
}

/** A mail as it is shown by itself; its HTML has an address of its own. */
export function mailView(mail: ViewedMail, read: ReadMail, campaign: string): MailView {
  const { raw, destinations, tags } = mail;
  return {
    ...mailLine(mail, read, campaign),
    headers: read.headers,
    text: read.text,
    hasHtml: read.html !== '',
    source: new TextDecoder('utf-8', { ignoreBOM: true }).decode(raw),
    sizeBytes: raw.length,
    destinations,
    tags,
  };
}

/** The name of the campaign that each mail belongs to, by message id. */
export function campaignsOfMails({ rows, campaigns }: Snapshot): ReadonlyMap<string, string> {
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  return new Map(
    rows
      .filter(({ messageId }) => messageId !== '')
      .map((row) => [row.messageId, names.get(row.campaign) ?? row.campaign]),
  );
}

/** The send log with names, last changed first. */
export function sendViews({ rows, customerNames, campaigns }: Snapshot, model: RecordModel): readonly SendView[] {
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  return rows
    .map((row) => ({
      ...row,
      customerName: customerNames.get(row.customer) ?? '',
      campaignName: names.get(row.campaign) ?? row.campaign,
      reasonText: reasonText(row.reason, model),
    }))
    .sort((a, b) => compare(b.at, a.at) || compare(b.dueOn, a.dueOn) || compare(a.customer, b.customer));
}

/** Campaigns with what they have sent, those that run soonest first. */
export function campaignViews({ rows, campaigns }: Snapshot, model: RecordModel): readonly CampaignView[] {
  const count = (id: string, states: readonly SendState[]) =>
    rows.filter(({ campaign, state }) => campaign === id && states.includes(state)).length;
  return campaigns
    .map(({ campaign, ...shown }) => ({
      ...shown,
      ...(campaign && {
        trigger: triggerWords(campaign.trigger, model),
        onEvent: campaign.trigger.kind === 'event',
        at: campaign.at,
        timeZone: campaign.timeZone,
        category: campaign.category,
      }),
      sent: count(shown.id, left),
      held: count(shown.id, held),
    }))
    .sort((a, b) => compare(a.nextRun ?? '9999', b.nextRun ?? '9999') || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
