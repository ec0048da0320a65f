import { gateNews } from '../../domain/sending/gate-news.ts';
import { type GateCause, type GateState, gateCauses } from '../../domain/sending/mail-gate.ts';
import type { Clock, Queues, ToldOnce } from '../../ports.ts';

/** What telling of the gate needs. */
export interface TellGateTools {
  readonly told: ToldOnce;
  readonly queues: Pick<Queues, 'notify'>;
  readonly clock: Clock;
}

const openName = 'gate-open';
const closedName = (cause: GateCause) => `gate-closed/${cause}`;

/** Has people told that no mail leaves for now, or that mail leaves again, where they do not know. */
export async function tellGateNews({ told, queues, clock }: TellGateTools, gate: GateState): Promise<void> {
  if (gate.state === 'open' && gate.lastClosed === undefined) return;
  // Told of as closed for whatever cause, it is to be told of as open.
  const causes = gate.state === 'closed' ? [gate.cause] : gateCauses;
  const closedAt = await Promise.all(causes.map((cause) => told.toldAt(closedName(cause))));
  const nowMs = clock.nowMs();
  const news = gateNews(gate, { closedAt: latestOf(closedAt), openAt: await told.toldAt(openName) }, nowMs);
  if (news === undefined) return;
  // Put on its queue before it is noted: should this stop in between, people are told twice rather than never.
  await queues.notify([{ kind: 'gate', ...news }]);
  const name = news.state === 'closed' ? closedName(news.cause) : openName;
  await told.note(name, new Date(nowMs).toISOString());
}

function latestOf(instants: readonly (string | undefined)[]): string | undefined {
  return instants.reduce((latest, instant) => ((instant ?? '') > (latest ?? '') ? instant : latest), undefined);
}
