import { signLinkToken } from '../../domain/link-token.ts';
import type { Links } from '../../ports.ts';
import { readLinkKeys } from './link-keys.ts';

/** Links to the pages function: `<pagesUrl>/u/<token>`, signed with the newest key. `key` is the secret's text. */
export function createLinks(options: { readonly pagesUrl: string; readonly key: () => Promise<string> }): Links {
  const base = options.pagesUrl.replace(/\/+$/, '');
  return {
    async unsubscribe(customer, campaignIdentity) {
      const [newest] = readLinkKeys(await options.key());
      return `${base}/u/${signLinkToken({ customer, campaign: campaignIdentity }, newest)}`;
    },
  };
}
