import { addDays, dayOfWeek } from '../../domain/calendar/plain-date.ts';
import { localDate } from '../../domain/calendar/zone.ts';
import { heartbeatCard, heartbeatRefusedCard } from '../../domain/cards/heartbeat-cards.ts';
import { placeText } from '../../domain/cards/place-text.ts';
import type { CardAddress, Heartbeat } from '../../ports.ts';
import type { AddressedCard } from './addressed-card.ts';
import { webhookAddresses } from './card-places.ts';
import { mailRefused } from './mail-refused.ts';
import type { NoticeTools } from './notice-tools.ts';
import { postCards } from './post-cards.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

interface Question extends AddressedCard {
  readonly heartbeat: Pick<Heartbeat, 'id' | 'place' | 'askedAt'>;
}

const answeredWithinMs = 14 * 86_400_000;
const idLength = 22;

/**
 * Asks on every webhook whether cards still arrive: one question per place and week, whatever comes twice. A question is
 * noted once Teams has its card, so that a repeat asks only where that has not happened. Answers the ids to try again.
 */
export async function askHeartbeats(
  tools: NoticeTools,
  notices: readonly QueuedNotice<NoticeOf<'heartbeat'>>[],
): Promise<readonly string[]> {
  if (notices.length === 0) return [];
  const { heartbeats } = tools;
  const places = await webhookAddresses(tools);
  const questions: Question[] = [];
  for (const { id, notice } of notices) {
    for (const place of places) {
      const question = await questionOf(tools, place, notice.scheduledTime, id);
      const isNew = !questions.some(({ heartbeat }) => heartbeat.id === question.heartbeat.id);
      if (isNew && (await heartbeats.get(question.heartbeat.id)) === undefined) questions.push(question);
    }
  }
  const refused = await postCards(tools, questions, ({ heartbeat }) => heartbeats.ask(heartbeat));
  // In a mail the button would say that cards arrive, when it is known that they do not.
  const inMail = refused.map(({ card, answer }) => ({ answer, card: asRefused(card, tools) }));
  const { mailed, left } = await mailRefused(tools, inMail, notices);
  // Noted as asked: a repeat leaves these places alone, and in two days the operators hear of them once more.
  for (const { heartbeat } of mailed) await heartbeats.ask(heartbeat);
  return left.flatMap(({ ids }) => ids);
}

async function questionOf(
  { hasher, links, stage }: NoticeTools,
  place: CardAddress,
  scheduledTime: string,
  noticeId: string,
): Promise<Question> {
  const askedMs = Date.parse(scheduledTime);
  const asked = localDate(askedMs, stage.timeZone);
  const monday = addDays(asked, 1 - dayOfWeek(asked));
  // As hexadecimal, for the hasher takes addresses that differ in capitals for the same.
  const name = Buffer.from(JSON.stringify([place, monday])).toString('hex');
  const id = (await hasher.hash(`heartbeat ${name}`)).slice(0, idLength);
  const url = await links.to({ purpose: 'heartbeat', untilMs: askedMs + answeredWithinMs, id });
  const payload = heartbeatCard(placeText(place, stage.locale), url, stage);
  return { address: place, payload, ids: [noticeId], heartbeat: { id, place, askedAt: scheduledTime } };
}

function asRefused(question: Question, { stage }: NoticeTools): Question {
  return { ...question, payload: heartbeatRefusedCard(placeText(question.address, stage.locale), stage) };
}
