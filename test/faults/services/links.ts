import { type LinkClaims, linkPaths } from '../../../lambda/domain/links/link-claims.ts';
import type { Links } from '../../../lambda/ports.ts';

const pages = 'https://pages.example.jp';

/** Links that say what they are for: whoever sees one in a card can follow it. */
export function createSimLinks(): Links {
  return {
    to: async (claims) =>
      `${pages}/${linkPaths[claims.purpose]}/${Buffer.from(JSON.stringify(claims)).toString('base64url')}`,
  };
}

/** What the links in a text are for. */
export function linksIn(text: string): readonly LinkClaims[] {
  const found = [...text.matchAll(/https:\/\/pages\.example\.jp\/[a-z]\/([\w-]+)/g)];
  return found.map(([, token = '']): LinkClaims => JSON.parse(Buffer.from(token, 'base64url').toString()));
}
