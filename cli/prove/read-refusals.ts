import { z } from 'zod';
import type { TableRef } from '../../lambda/adapters/dynamo/table.ts';
import type { RefusalHistory } from '../../lambda/domain/prove/refusal-history.ts';
import type { Subject } from '../../lambda/ports.ts';
import { scanTable } from '../recovery/scan-table.ts';

const entrySchema = z.object({ what: z.enum(['opt-out', 'opt-in', 'suppress']), about: z.string(), at: z.string() });
const suppressedSchema = z.object({ suppressed: z.set(z.string()) });

/**
 * The ledger of refusals, whole: it holds those only who have ever refused, and one pass costs less than two questions
 * for each mail.
 */
export async function readRefusals({
  client,
  table,
}: TableRef): Promise<(subject: Subject) => RefusalHistory | undefined> {
  const histories = new Map<string, RefusalHistory>();
  for await (const item of scanTable(client, table)) {
    const pk = String(item.pk);
    const { entries, suppressed } = histories.get(pk) ?? { entries: [], suppressed: [] };
    const entry = entrySchema.safeParse(item);
    const now = suppressedSchema.safeParse(item);
    histories.set(pk, {
      entries: entry.success ? [...entries, entry.data] : entries,
      suppressed: now.success ? [...now.data.suppressed] : suppressed,
    });
  }
  return (subject) => histories.get(subject.kind === 'customer' ? `customer#${subject.id}` : `address#${subject.hash}`);
}
