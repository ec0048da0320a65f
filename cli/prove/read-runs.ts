import { fromRunItem, runKey } from '../../lambda/adapters/dynamo/campaigns/run-items.ts';
import { queryAll, type TableRef } from '../../lambda/adapters/dynamo/table.ts';
import type { RunRow } from '../../lambda/domain/campaign/run-row.ts';

/** A campaign's runs by their date, both ends included, oldest first. Throws StoreError. */
export async function readRuns(
  table: TableRef,
  campaign: string,
  from: string,
  to: string,
): Promise<readonly RunRow[]> {
  const [first, last] = [runKey(campaign, from), runKey(campaign, to)];
  const items = await queryAll(table, {
    expression: '#pk = :pk AND #sk BETWEEN :from AND :to',
    names: { '#pk': 'pk', '#sk': 'sk' },
    values: { ':pk': first.pk, ':from': first.sk, ':to': last.sk },
  });
  return items.map(fromRunItem);
}
