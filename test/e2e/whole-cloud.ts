import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { textOfFile } from '../../cli/privacy/text-of-file.ts';
import { withoutBlanks } from '../../lambda/domain/privacy/person.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';

/** Every text that a local cloud keeps, by where it is: items of tables, files with their names, messages, lines of logs. */
export async function wholeCloud(cloud: LocalCloud): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  for (const { name } of cloud.parts.tables) {
    for await (const { Items = [] } of paginateScan({ client: cloud.dynamo }, { TableName: name })) {
      for (const item of Items) texts[`table:${name}:${item.pk}:${item.sk}`] = JSON.stringify(inOrder(item), readable);
    }
  }
  for (const key of await cloud.listObjects('')) {
    texts[`bucket:${key}`] = `${key} ${await textOf(await cloud.readObject(key))}`;
  }
  for (const [queue, bodies] of Object.entries(cloud.deadLetters())) {
    for (const [n, body] of bodies.entries()) texts[`queue:${queue}:${n}`] = body;
  }
  for (const [n, line] of cloud.logs().entries()) texts[`log:${line.functionName}:${n}`] = line.text;
  return texts;
}

/** Where one of the words stands, however it is written and spaced. */
export function personIn(texts: Readonly<Record<string, string>>, words: readonly string[]): readonly string[] {
  const wanted = words.map(withoutBlanks);
  return Object.entries(texts)
    .filter(([place, text]) => wanted.some((word) => withoutBlanks(`${place} ${text}`).includes(word)))
    .map(([place]) => place);
}

async function textOf(bytes: Uint8Array | undefined): Promise<string> {
  const pieces = (async function* () {
    if (bytes !== undefined) yield bytes;
  })();
  let text = '';
  for await (const piece of textOfFile(pieces)) text += piece;
  return text;
}

/** In the order of its attributes, so that two readings of one item are alike. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null || value instanceof Set) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, inOrder(each)]));
}

function readable(_: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}
