import * as z from 'zod/mini';
import type { CardAddress } from '../../ports.ts';
import { TeamsSetupError } from './teams-setup-error.ts';

/** The webhook URLs of a stage: one for everything, some for channels by name, some for owners by address. */
export interface Webhooks {
  readonly default: string;
  readonly channels: Readonly<Record<string, string>>;
  readonly owners: Readonly<Record<string, string>>;
}

const webhooksShape = z.object({
  default: z._default(z.string(), ''),
  channels: z._default(z.record(z.string(), z.string()), {}),
  owners: z._default(z.record(z.string(), z.string()), {}),
});

/** Reads the Teams secret: `{"default": url, "channels": {name: url}, "owners": {email: url}}`. Throws TeamsSetupError. */
export function readWebhooks(secret: string): Webhooks {
  const parsed = z.safeParse(webhooksShape, parseJson(secret));
  if (!parsed.success)
    throw new TeamsSetupError('The Teams secret must be {"default": …, "channels": {…}, "owners": {…}}');
  const { owners, ...webhooks } = parsed.data;
  return {
    ...webhooks,
    owners: Object.fromEntries(Object.entries(owners).map(([email, url]) => [email.trim().toLowerCase(), url])),
  };
}

/** Every address that has a webhook of its own, and the default one as a channel named ''. */
export function addressesIn({ channels, owners }: Webhooks): readonly CardAddress[] {
  const named = (webhooks: Readonly<Record<string, string>>) =>
    Object.keys(webhooks).filter((name) => name !== '' && webhooks[name]?.trim() !== '');
  return [
    { kind: 'channel', name: '' },
    ...named(channels).map((name) => ({ kind: 'channel', name }) as const),
    ...named(owners).map((email) => ({ kind: 'owner', email }) as const),
  ];
}

/** The URL for an address, or else the stage's default. Throws TeamsSetupError, which never shows a URL. */
export function webhookFor(webhooks: Webhooks, address: CardAddress): string {
  const own =
    address.kind === 'channel'
      ? ownEntry(webhooks.channels, address.name)
      : ownEntry(webhooks.owners, address.email.trim().toLowerCase());
  const url = (own || webhooks.default).trim();
  if (url === '') throw new TeamsSetupError('The Teams secret has no "default" webhook yet');
  checkUrl(url);
  return url;
}

/** Names come from files and data: one such as `constructor` must not find what every object has. */
function ownEntry(webhooks: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(webhooks, name) ? webhooks[name] : undefined;
}

function checkUrl(text: string): void {
  const url = URL.parse(text);
  if (!url) throw new TeamsSetupError('A webhook in the Teams secret is not a URL');
  const { protocol, hostname } = url;
  // Office 365 connectors were switched off in May 2026.
  if (/(?:^|\.)webhook\.office\.com$/.test(hostname) || /^outlook\.office(?:365)?\.com$/.test(hostname)) {
    throw new TeamsSetupError(
      'A webhook in the Teams secret is an Office 365 connector; make a "Workflows" webhook instead',
    );
  }
  const isLocal = hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal)) {
    throw new TeamsSetupError('A webhook in the Teams secret is not https');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the secret.
    return undefined;
  }
}
