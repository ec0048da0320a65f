import type { StageConfig } from '../../domain/stage-config.ts';
import type { CardAddress, NoticeChannel } from '../../ports.ts';
import type { NoticeTools } from './notice-tools.ts';

/** Where cards can go in this stage. */
export interface CardPlaces {
  /** Whether an address has a webhook of its own. */
  has(address: CardAddress): boolean;
  /** The address itself, or the stage's default channel where it has no webhook: what ends up there is gathered. */
  of(address: CardAddress): CardAddress;
}

/** Reads which addresses have webhooks. While that cannot be read every address stands for itself, and posting tells what is wrong. */
export async function readCardPlaces({
  channel,
  log,
  stage,
}: Pick<NoticeTools, 'channel' | 'log' | 'stage'>): Promise<CardPlaces> {
  const addresses = await readAddresses(channel, log);
  if (addresses === undefined) return { has: () => false, of: (address) => address };
  const names = new Set(addresses.map(nameOf));
  const has = (address: CardAddress) => names.has(nameOf(address));
  const fallback = defaultPlace(stage, has);
  return { has, of: (address) => (has(address) ? address : fallback) };
}

/** Where there are webhooks; just the default one while that cannot be read. */
export async function webhookAddresses({
  channel,
  log,
}: Pick<NoticeTools, 'channel' | 'log'>): Promise<readonly CardAddress[]> {
  return (await readAddresses(channel, log)) ?? [{ kind: 'channel', name: '' }];
}

/** The default webhook, under the name that the stage gives it, unless that name has a webhook of its own. */
function defaultPlace({ defaultChannel }: StageConfig, has: (address: CardAddress) => boolean): CardAddress {
  const named: CardAddress = { kind: 'channel', name: defaultChannel };
  return has(named) ? { kind: 'channel', name: '' } : named;
}

async function readAddresses(
  channel: NoticeChannel,
  log: NoticeTools['log'],
): Promise<readonly CardAddress[] | undefined> {
  try {
    return await channel.addresses();
  } catch (error) {
    log.error('webhooks-unreadable', { error: error instanceof Error ? error.name : 'unknown' });
    return undefined;
  }
}

function nameOf(address: CardAddress): string {
  return address.kind === 'channel' ? `channel ${address.name}` : `owner ${address.email.trim().toLowerCase()}`;
}
