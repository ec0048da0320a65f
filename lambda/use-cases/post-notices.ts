import type { Log, NoticeChannel, PostOutcome } from '../ports.ts';
import { type AddressedCard, addressedCards } from './post-notices-cards.ts';
import { type CardSources, loadCardNames, type QueuedNotice } from './post-notices-names.ts';

/** What posting notices needs. */
export interface NoticeTools extends CardSources {
  readonly channel: NoticeChannel;
  readonly log: Log;
  /** False when time runs short: what is not posted yet waits for another try. */
  readonly hasTime?: () => boolean;
}

/** What came of a card: Teams has it, asks to be left alone for now, or will not take it. */
type Answer = 'accepted' | 'later' | 'never';

/**
 * Gathers notices into cards and posts them. Answers the ids of those whose card was not accepted: they go back to the
 * queue, and what Teams keeps refusing ends in its dead-letter queue, where the alarm finds it.
 */
export async function postNotices(tools: NoticeTools, notices: readonly QueuedNotice[]): Promise<readonly string[]> {
  const names = await loadCardNames(tools, notices);
  const left: string[] = [];
  const resting = new Set<string>();
  for (const card of addressedCards(notices, names, tools.stage)) {
    const place = JSON.stringify(card.address);
    const isTried = !resting.has(place) && (tools.hasTime?.() ?? true);
    const answer = isTried ? await post(tools, card) : 'later';
    if (answer === 'accepted') continue;
    // Where Teams just asked for patience, more cards would only make it longer. A card that it will never take says
    // nothing about the others, and must not draw them into the dead-letter queue.
    if (answer === 'later') resting.add(place);
    left.push(...card.ids);
  }
  return left;
}

async function post({ channel, log }: NoticeTools, { address, payload, ids }: AddressedCard): Promise<Answer> {
  let outcome: PostOutcome;
  try {
    outcome = await channel.post(address, payload);
  } catch (error) {
    // Other cards have been posted already: only this one's notices may come again.
    log.error('card-failed', { error: error instanceof Error ? error.name : 'unknown', notices: ids.length });
    return 'later';
  }
  if (outcome.kind === 'accepted') {
    log.info('card-accepted', { notices: ids.length });
    return 'accepted';
  }
  const { status, retryable } = outcome;
  log[retryable ? 'warn' : 'error']('card-refused', { status, retryable, notices: ids.length });
  return retryable ? 'later' : 'never';
}
