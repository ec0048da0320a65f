import { refusedCardsMail } from '../../domain/cards/refused-cards-mail.ts';
import type { AddressedCard } from './addressed-card.ts';
import { mailColleague } from './mail-colleague.ts';
import type { NoticeTools } from './notice-tools.ts';
import type { CardAnswer } from './post-cards.ts';
import type { QueuedNotice } from './queued-notice.ts';

/** The queue hands a notice over five times; the last one is left for a mail that fails. */
const mailedOnReceive = 4;

/**
 * Mails the operators, in one mail, what Teams will never take and what it has refused for long. Answers the cards that
 * nobody has been told of: their notices go back to the queue.
 */
export async function mailRefused<C extends AddressedCard>(
  tools: Pick<NoticeTools, 'mailer' | 'log' | 'stage'>,
  refused: readonly { readonly card: C; readonly answer: Exclude<CardAnswer, 'accepted'> }[],
  notices: readonly QueuedNotice[],
): Promise<{ readonly mailed: readonly C[]; readonly left: readonly C[] }> {
  const to = tools.stage.operatorsEmail ?? '';
  const receives = new Map(notices.map((notice) => [notice.id, notice.receives ?? 1]));
  const isDue = ({ card, answer }: (typeof refused)[number]) =>
    to !== '' && (answer === 'never' || card.ids.some((id) => (receives.get(id) ?? 1) >= mailedOnReceive));
  const due = refused.filter(isDue).map(({ card }) => card);
  const all = refused.map(({ card }) => card);
  if (due.length === 0) return { mailed: [], left: all };
  const mail = refusedCardsMail(
    due.map(({ address, payload }) => ({ place: address, payload })),
    to,
    tools.stage,
  );
  const isMailed = await mailColleague(tools, mail);
  return isMailed ? { mailed: due, left: all.filter((card) => !due.includes(card)) } : { mailed: [], left: all };
}
