import type { RecordModel } from '../../../domain/records/record-model.ts';
import { getItems } from '../batches.ts';
import { type TableRef, updateItem } from '../table.ts';

const SK = 'columns';

/** The column labels kept for each type that has any, sorted. */
export async function readExtraColumns(
  table: TableRef,
  model: RecordModel,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const items = await getItems(
    table,
    model.map(({ type }) => ({ pk: columnsPk(type), sk: SK })),
  );
  return Object.fromEntries(items.map(({ type, labels }): [string, readonly string[]] => [type, [...labels].sort()]));
}

/** Adds column labels to those of a type; those that are there already stay once. */
export async function addExtraColumns(table: TableRef, type: string, labels: readonly string[]): Promise<void> {
  // DynamoDB has no empty sets.
  if (labels.length === 0) return;
  await updateItem(
    table,
    { pk: columnsPk(type), sk: SK },
    {
      update: 'SET #type = :type ADD #labels :labels',
      names: { '#type': 'type', '#labels': 'labels' },
      values: { ':type': type, ':labels': new Set(labels) },
    },
  );
}

function columnsPk(type: string): string {
  return `columns#${type}`;
}
