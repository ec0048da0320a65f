import { type NumberFormat, readNumberFormat } from './number-format.ts';
import { readWholeXml } from './read-xml.ts';

/** How the numbers of cells are shown, by the number of the cell's style. */
export async function readStyles(bytes: AsyncIterable<Uint8Array>): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>();
  const formatIds: number[] = [];
  let isCellFormats = false;
  await readWholeXml(bytes, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') isCellFormats = true;
      if (name === 'xf' && isCellFormats) formatIds.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return formatIds.map((id) => readNumberFormat(id, codes.get(id)));
}
