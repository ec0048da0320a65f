import { linkPaths } from '../../domain/links/link-claims.ts';
import { signLinkToken } from '../../domain/links/sign-link-token.ts';
import type { Links } from '../../ports.ts';
import { readLinkKeys } from './link-keys.ts';

/** Links to the pages function: `<pagesUrl>/<path>/<token>`, signed with the newest key. `key` is the secret's text. */
export function createLinks(options: { readonly pagesUrl: string; readonly key: () => Promise<string> }): Links {
  const base = options.pagesUrl.replace(/(?<!\/)\/+$/, '');
  return {
    async to(claims) {
      const [newest] = readLinkKeys(await options.key());
      return `${base}/${linkPaths[claims.purpose]}/${signLinkToken(claims, newest)}`;
    },
  };
}
