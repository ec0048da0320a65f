import { colleagueMail } from '../message/colleague-mail.ts';
import type { Mailbox, OutgoingMail } from '../message/outgoing-mail.ts';
import type { StageConfig } from '../stage-config.ts';
import type { CardPayload } from './adaptive-card.ts';
import { cardToHtml } from './card-to-html.ts';
import { cardToText } from './card-to-text.ts';

const line = '\n\n────────────────────\n\n';

/** A mail to a colleague that shows cards, one below the other. Without a `subject` it has the first card's title. */
export function cardsMail(
  parts: { readonly to: Mailbox; readonly subject?: string; readonly cards: readonly CardPayload[] },
  stage: StageConfig,
): OutgoingMail {
  const { to, cards } = parts;
  const subject = parts.subject ?? cards[0]?.attachments[0].content.fallbackText ?? '';
  return colleagueMail(
    { to, subject, text: cards.map(cardToText).join(line), html: cards.map(cardToHtml).join('<hr>') },
    stage,
  );
}
