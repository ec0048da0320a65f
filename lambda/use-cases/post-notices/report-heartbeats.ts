import { localDate } from '../../domain/calendar/zone.ts';
import { cardsMail } from '../../domain/cards/cards-mail.ts';
import { heartbeatMissedCard } from '../../domain/cards/heartbeat-cards.ts';
import { placeText } from '../../domain/cards/place-text.ts';
import { mailColleague } from './mail-colleague.ts';
import type { NoticeTools } from './notice-tools.ts';
import { postCards } from './post-cards.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

/**
 * Tells the operators by mail where nobody answered; a stage without operators tells its default channel, for want of
 * better. What has been answered meanwhile is left out. Answers the ids to try again.
 */
export async function reportHeartbeats(
  tools: NoticeTools,
  notices: readonly QueuedNotice<NoticeOf<'heartbeat-missed'>>[],
): Promise<readonly string[]> {
  const { stage, heartbeats } = tools;
  const asked = await Promise.all(
    [...new Set(notices.flatMap(({ notice }) => notice.ids))].map((id) => heartbeats.get(id)),
  );
  const missed = asked.flatMap((heartbeat) =>
    heartbeat === undefined || heartbeat.answeredAt !== undefined
      ? []
      : [
          {
            place: placeText(heartbeat.place, stage.locale),
            askedOn: localDate(Date.parse(heartbeat.askedAt), stage.timeZone),
          },
        ],
  );
  if (missed.length === 0) return [];
  const ids = notices.map(({ id }) => id);
  const payload = heartbeatMissedCard(missed, stage);
  if (stage.operatorsEmail !== undefined) {
    const to = { name: '', address: stage.operatorsEmail };
    return (await mailColleague(tools, cardsMail({ to, cards: [payload] }, stage))) ? [] : ids;
  }
  const address = { kind: 'channel', name: stage.defaultChannel } as const;
  return (await postCards(tools, [{ address, payload, ids }])).length === 0 ? [] : ids;
}
