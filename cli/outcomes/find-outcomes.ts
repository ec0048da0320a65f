import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { SendLog } from '../../lambda/ports.ts';
import { allWaiting } from '../../lambda/use-cases/all-waiting.ts';
import { isMeant } from '../approvals/request-id.ts';
import { CommandFailure } from '../command-failure.ts';

/** Which mails are meant, beside those named by id: of one campaign, of one due day, or of both. */
export interface OutcomeScope {
  readonly campaign?: string | undefined;
  readonly due?: string | undefined;
}

/** All mails of unknown outcome within the scope, the oldest first. */
export async function findOutcomes(
  { sendLog }: { readonly sendLog: Pick<SendLog, 'waiting' | 'getMany'> },
  { campaign, due }: OutcomeScope,
): Promise<readonly SendRow[]> {
  const found: SendRow[] = [];
  for await (const refs of allWaiting(sendLog)) {
    const rows = [...(await sendLog.getMany(refs)).values()];
    found.push(
      ...rows.filter(
        (row) =>
          row.state === 'uncertain' &&
          (campaign === undefined || row.campaign === campaign) &&
          (due === undefined || row.dueOn === due),
      ),
    );
  }
  return found.toSorted((one, other) => order(one).localeCompare(order(other)));
}

/** Those that the typed ids mean, and the ids that mean none. Throws CommandFailure when an id may mean several. */
export function pickOutcomes(rows: readonly SendRow[], typed: readonly string[]) {
  const picked = new Set<SendRow>();
  const unknown: string[] = [];
  for (const id of typed) {
    const [row, ...others] = rows.filter((each) => isMeant(id, each));
    if (others.length > 0) throw new CommandFailure(`${id} may mean ${others.length + 1} mails. Type more of the id.`);
    if (row === undefined) unknown.push(id);
    else picked.add(row);
  }
  return { picked: [...picked], unknown };
}

function order({ dueOn, campaign, customer, key }: SendRow): string {
  return [dueOn, campaign, customer, key].join('#');
}
