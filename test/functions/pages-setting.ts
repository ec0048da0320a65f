import { createAddressHasher } from '../../lambda/adapters/secrets/address-hasher.ts';
import { type LinkClaims, linkPaths } from '../../lambda/domain/links/link-claims.ts';
import { signLinkToken } from '../../lambda/domain/links/sign-link-token.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { PagesTools } from '../../lambda/functions/pages/pages-app.ts';
import type { Log } from '../../lambda/ports.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

/**
 * A world in which mails and pages meet. Live are a marketing campaign in either language and a contract campaign;
 * C1 and C2 are two rows with one mailbox, C3 somebody else, C4 has no address.
 */
export async function aWorldWithPages(stage: Partial<StageConfig> = {}) {
  const world = aWorld({ stage });
  await world.goLive(
    aVersion({ approval: 'never', name: 'お誕生日のメール' }),
    aVersion({ approval: 'never', id: 'welcome', name: 'Welcome letter', locale: 'en' }),
    aVersion({ approval: 'never', id: 'renewal', name: '契約満了のお知らせ', category: 'contract' }),
    aVersion({ approval: 'never', id: 'renamed', identity: 'first-name', name: '<b>"A" & \'B\'</b>' }),
  );
  await world.keep(
    aCustomer('C1', { name: '田中 花子', company: '青葉商事', email: 'hanako@example.jp' }),
    aCustomer('C2', { name: '田中 花子', email: 'Hanako@EXAMPLE.jp' }),
    aCustomer('C3', { name: '佐藤 次郎', email: 'jiro@example.jp' }),
    aCustomer('C4', { name: '鈴木', email: undefined }),
  );
  const logged: string[] = [];
  const write: Log['info'] = (event, ids) => void logged.push(JSON.stringify({ event, ...ids }));
  const tools = Object.assign(world.tools, {
    log: { info: write, warn: write, error: write },
    hasher: createAddressHasher({ key: async () => 'address-key' }),
    linkKeys: async () => ['new-key', 'old-key'],
    latestLinkKeys: async () => ['new-key', 'old-key'],
  }) satisfies PagesTools;
  return { ...world, tools, logged };
}

/** The path of any link. */
export function pathOf(claims: LinkClaims, key = 'new-key'): string {
  return `/${linkPaths[claims.purpose]}/${signLinkToken(claims, key)}`;
}

/** The path of a link as it stands in a mail. */
export function linkPath(customer = 'C1', campaign = 'birthday', key = 'new-key'): string {
  return pathOf({ purpose: 'choice', customer, campaign }, key);
}
