import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { SendLog } from '../../lambda/ports.ts';

/** A send log that hands over what plan wrote in it, and lets planned mails leave at once. */
export interface RecordingSendLog extends SendLog {
  /** The rows decided since the last call. */
  takeDecided(): readonly SendRow[];
}

/** Watches a send log. A planned row becomes `sent`, so that later days know of it as they would. */
export function recordDecisions(log: SendLog): RecordingSendLog {
  let decided: SendRow[] = [];
  async function decide(row: SendRow): Promise<void> {
    decided.push(row);
    if (row.state !== 'planned') return;
    await log.move(row, ['planned'], { state: 'sending', reason: '', at: row.at });
    await log.move(row, ['sending'], { state: 'sent', reason: '', at: row.at });
  }
  return {
    ...log,
    async insert(row, notBefore) {
      const existing = await log.insert(row, notBefore);
      if (existing === undefined) await decide(row);
      return existing;
    },
    async move(ref, from, patch) {
      const moved = await log.move(ref, from, patch);
      const row = moved && patch.dueOn !== undefined ? await log.get(ref) : undefined;
      if (row !== undefined) await decide(row);
      return moved;
    },
    takeDecided() {
      const taken = decided;
      decided = [];
      return taken;
    },
  };
}
