import type { SendRef } from '../../lambda/domain/send-log/send-row.ts';
import type { SendLog } from '../../lambda/ports.ts';
import { allWaiting } from '../../lambda/use-cases/all-waiting.ts';
import { CommandFailure } from '../command-failure.ts';
import { isMeant } from './request-id.ts';

/** A typed id and the send it means; undefined when it means none. */
export interface FoundRequest {
  readonly id: string;
  readonly ref: SendRef | undefined;
}

/**
 * What the typed ids mean among the sends that wait: for an approval, or for their day after one. Reads keys only, in one
 * pass. Throws CommandFailure when an id may mean several.
 */
export async function findRequests(
  { sendLog }: { readonly sendLog: Pick<SendLog, 'waiting'> },
  typed: readonly string[],
): Promise<readonly FoundRequest[]> {
  const waiting: SendRef[] = [];
  for await (const refs of allWaiting(sendLog)) waiting.push(...refs);
  return [...new Set(typed)].map((id) => {
    const [ref, ...others] = waiting.filter((each) => isMeant(id, each));
    if (others.length > 0) {
      throw new CommandFailure(`${id} may mean ${others.length + 1} requests. Type more of the id.`);
    }
    return { id, ref };
  });
}
