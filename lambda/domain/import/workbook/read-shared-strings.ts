import { readWholeXml } from './read-xml.ts';
import { RichText } from './rich-text.ts';

/** The texts that cells point to, by number. */
export async function readSharedStrings(bytes: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const strings: string[] = [];
  let item: RichText | undefined;
  await readWholeXml(bytes, {
    open(name) {
      if (name === 'si') item = new RichText();
      else item?.open(name);
    },
    text: (text) => item?.text(text),
    close(name) {
      if (name !== 'si') return item?.close(name);
      if (item !== undefined) strings.push(item.value());
      item = undefined;
    },
  });
  return strings;
}
