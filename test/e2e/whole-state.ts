import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';

/** Everything that a local cloud keeps: every item of every table, mails, cards, events, dead letters. */
export async function wholeState(cloud: LocalCloud) {
  const tables: Record<string, readonly unknown[]> = {};
  for (const { name } of cloud.parts.tables) {
    const items: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan({ client: cloud.dynamo }, { TableName: name }))
      items.push(...Items);
    const keyOf = ({ pk, sk }: Record<string, unknown>) => `${pk}\u0000${sk}`;
    tables[name] = items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
  return {
    tables,
    mails: cloud.mails().map(({ messageId }) => messageId),
    posts: cloud.teams.posts().length,
    events: cloud.sesEvents().length,
    deadLetters: cloud.deadLetters(),
    failures: cloud.failures(),
  };
}
