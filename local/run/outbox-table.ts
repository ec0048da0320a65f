import PostalMime, { type Address } from 'postal-mime';
import type { AcceptedMail } from '../endpoints/ses/accepted-mail.ts';
import { toTable } from './to-table.ts';

/** The mails of a run as a small table: campaign, customer, to whom, subject. */
export async function outboxTable(mails: readonly AcceptedMail[]): Promise<string> {
  const rows = await Promise.all(
    mails.map(async ({ raw, tags }) => {
      const { to, subject } = await PostalMime.parse(raw);
      const tag = (name: string) => tags.find((each) => each.name === name)?.value ?? '';
      const customer = Buffer.from(tag('customer'), 'base64url').toString();
      return [tag('campaign'), customer, addressText(to?.[0]), subject ?? ''];
    }),
  );
  return toTable(['campaign', 'customer', 'to', 'subject'], rows);
}

function addressText(address: Address | undefined): string {
  if (address === undefined) return '';
  return [address.name, address.address].filter((part) => part !== '' && part !== undefined).join(' ');
}
