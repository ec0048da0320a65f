import type { CardAddress } from '../../ports.ts';
import type { NoticeTools } from './notice-tools.ts';

/** Where there are webhooks; just the default one while the webhooks cannot be read, and posting will tell what is wrong. */
export async function webhookAddresses({
  channel,
  log,
}: Pick<NoticeTools, 'channel' | 'log'>): Promise<readonly CardAddress[]> {
  try {
    return await channel.addresses();
  } catch (error) {
    log.error('webhooks-unreadable', { error: error instanceof Error ? error.name : 'unknown' });
    return [{ kind: 'channel', name: '' }];
  }
}
