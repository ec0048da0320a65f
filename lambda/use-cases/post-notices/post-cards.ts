import type { PostOutcome } from '../../ports.ts';
import type { AddressedCard } from './addressed-card.ts';
import type { NoticeTools } from './notice-tools.ts';

/** What came of a card: Teams has it, asks to be left alone for now, or will not take it. */
export type CardAnswer = 'accepted' | 'later' | 'never';

/**
 * Posts cards in their order; calls `onAccepted` after each that Teams took. Answers the others. Never throws for a
 * single card.
 */
export async function postCards<C extends AddressedCard>(
  tools: Pick<NoticeTools, 'channel' | 'log' | 'hasTime'>,
  cards: readonly C[],
  onAccepted: (card: C) => Promise<void> = async () => {},
): Promise<readonly { readonly card: C; readonly answer: Exclude<CardAnswer, 'accepted'> }[]> {
  const refused: { readonly card: C; readonly answer: Exclude<CardAnswer, 'accepted'> }[] = [];
  const resting = new Set<string>();
  for (const card of cards) {
    const place = JSON.stringify(card.address);
    const isTried = !resting.has(place) && (tools.hasTime?.() ?? true);
    const answer = isTried ? await post(tools, card, () => onAccepted(card)) : 'later';
    if (answer === 'accepted') continue;
    // Where Teams just asked for patience, more cards would only make it longer. A card that it will never take says
    // nothing about the others, and must not draw them into the dead-letter queue.
    if (answer === 'later') resting.add(place);
    refused.push({ card, answer });
  }
  return refused;
}

async function post(
  { channel, log }: Pick<NoticeTools, 'channel' | 'log'>,
  { address, payload, ids }: AddressedCard,
  onAccepted: () => Promise<void>,
): Promise<CardAnswer> {
  let outcome: PostOutcome;
  try {
    outcome = await channel.post(address, payload);
    if (outcome.kind === 'accepted') await onAccepted();
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
