import type { CardAddress, NoticeChannel, PostOutcome } from '../../../lambda/ports.ts';
import type { Process, Sim } from '../functions/process.ts';

/** A card that people see. */
export interface PostedCard {
  readonly atMs: number;
  /** The payload, as JSON. */
  readonly text: string;
}

/** Teams, which takes cards, asks for patience, fails, hangs. `onCard` is told of every card that people see. */
export function createSimTeams({ loop, trace, random, faults }: Sim, addresses: readonly CardAddress[]) {
  const cards: PostedCard[] = [];
  const onCard: ((card: PostedCard) => void)[] = [];
  const show = (payload: unknown) => {
    const card = { atMs: loop.nowMs, text: JSON.stringify(payload) };
    cards.push(card);
    trace.add(loop.nowMs, `card ${card.text.length}`);
    for (const listener of onCard) listener(card);
  };

  async function post(payload: unknown): Promise<PostOutcome> {
    if (faults.strikes('teamsBusy')) return { kind: 'refused', status: 429, retryable: true, retryAfterMs: 30_000 };
    if (faults.strikes('teamsFails')) return { kind: 'refused', status: 500, retryable: true };
    if (faults.strikes('teamsNever')) return { kind: 'refused', status: 400, retryable: false };
    show(payload);
    if (!faults.strikes('teamsHangs')) return { kind: 'accepted' };
    await loop.wait(random.between(5_000, 10_000));
    return { kind: 'refused', status: 0, retryable: true };
  }

  return {
    cards,
    onCard,
    /** The channel as a process reaches it. A refusal is a fault done to it. */
    channelFor: (process: Process): NoticeChannel => ({
      addresses: () => process.call('teams addresses', () => addresses),
      post: (_address, payload) => {
        const own = process.invocation;
        return process.call('teams post', async () => {
          const outcome = await post(payload);
          if (outcome.kind === 'refused' && own !== undefined) own.faults += 1;
          return outcome;
        });
      },
    }),
  };
}
