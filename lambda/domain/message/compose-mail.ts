import type { Campaign } from '../campaign/campaign.ts';
import { type StoredRecord, textOf } from '../records/record.ts';
import type { StageConfig } from '../stage-config.ts';
import type { Mailbox, OutgoingMail } from './outgoing-mail.ts';

/** What a mail is put together from. */
export interface MailParts {
  readonly campaign: Campaign;
  readonly customer: StoredRecord;
  /** Where it goes. */
  readonly address: string;
  readonly message: { readonly subject: string; readonly html: string; readonly text: string };
  readonly unsubscribeUrl: string;
  readonly stage: StageConfig;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Puts a rendered message between its addresses. Only marketing mail offers the one-click opt-out, and not to a
 * colleague, whose click would opt the customer out.
 */
export function composeMail({
  campaign,
  customer,
  address,
  message,
  unsubscribeUrl,
  stage,
  tags,
}: MailParts): OutgoingMail {
  const owner: Mailbox = { name: textOf(customer, 'owner.name'), address: textOf(customer, 'owner.email') };
  const sender: Mailbox = { name: stage.sender.name, address: stage.sender.email };
  const wanted = campaign.from === 'owner' ? owner : { name: sender.name, address: campaign.from ?? sender.address };
  const isOurs = domainOf(wanted.address) === domainOf(sender.address);
  // Mail from a domain that is not the identity's is refused: such an owner lends the name and takes the answers.
  const from = isOurs ? wanted : { name: wanted.name || sender.name, address: sender.address };
  const replyTo = replyToOf(campaign, owner) ?? (isOurs || owner.address === '' ? undefined : owner);
  return {
    ...message,
    from,
    to: { name: campaign.to.kind === 'owner' ? owner.name : textOf(customer, 'name'), address },
    ...(replyTo && { replyTo }),
    ...(campaign.category === 'marketing' && campaign.to.kind !== 'owner' && { unsubscribeUrl }),
    tags,
  };
}

function replyToOf({ replyTo }: Campaign, owner: Mailbox): Mailbox | undefined {
  if (replyTo === 'owner') return owner.address === '' ? undefined : owner;
  return replyTo === undefined ? undefined : { name: '', address: replyTo };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
