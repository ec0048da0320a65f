import { normalizeLabel, type RecordTypeModel } from '../records/record-model.ts';
import { isBlankRow } from './read-table.ts';
import type { TableRow } from './row-reader.ts';

/**
 * The same rows, of which two heading rows are made one: Exment writes its columns' names and under them their labels. The
 * labels become the row's cells, the names its `otherNames`.
 */
export async function* joinHeadings(
  batches: AsyncIterable<readonly TableRow[]>,
  type: RecordTypeModel | undefined,
): AsyncGenerator<readonly TableRow[]> {
  let isSettled = false;
  let heading: TableRow | undefined;
  for await (const batch of batches) {
    if (isSettled) {
      yield batch;
      continue;
    }
    const rows: TableRow[] = [];
    for (const row of batch) {
      if (isSettled || isBlankRow(row)) rows.push(row);
      else if (heading === undefined) heading = row;
      else {
        rows.push(...joined(heading, row, type));
        isSettled = true;
      }
    }
    if (rows.length > 0) yield rows;
  }
  if (!isSettled && heading !== undefined) yield [heading];
}

function joined(first: TableRow, second: TableRow, type: RecordTypeModel | undefined): readonly TableRow[] {
  if (!('cells' in first && 'cells' in second) || !areLabels(first.cells, second.cells, type)) return [first, second];
  const warnings = [...(first.warnings ?? []), ...(second.warnings ?? [])];
  return [{ ...first, cells: second.cells, otherNames: first.cells, ...(warnings.length > 0 && { warnings }) }];
}

/** Whether the second row has labels for the names in the first. A row of data has no cell that says 顧客ID. */
function areLabels(names: readonly string[], labels: readonly string[], type: RecordTypeModel | undefined): boolean {
  // The whole table: id, suuid, …, value.…, created_at.
  if (names.includes('suuid') && names.some((name) => name.startsWith('value.'))) return true;
  // A view: its columns' names are ASCII, and each has a label.
  if (type === undefined || !names.every((name) => /^[a-z][a-z0-9_.-]*$/i.test(name))) return false;
  const known = new Set([...type.idLabels, 'id', ...type.fields.flatMap((field) => field.labels)].map(normalizeLabel));
  const isIdThere = labels.some((label) =>
    [...type.idLabels, 'id'].map(normalizeLabel).includes(normalizeLabel(label)),
  );
  return (
    isIdThere && labels.length === names.length && labels.filter((label) => known.has(normalizeLabel(label))).length > 1
  );
}
