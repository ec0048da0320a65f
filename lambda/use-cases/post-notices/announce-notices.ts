import type { OutboundEvent } from '../../domain/events/outbound-event.ts';
import { outboundOfOptOut, outboundOfSend } from '../../domain/events/outbound-of.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { sendName } from '../../domain/send-log/send-row.ts';
import type { CardNames } from './card-names.ts';
import type { NoticeTools } from './notice-tools.ts';
import type { QueuedNotice } from './queued-notice.ts';

/**
 * Tells other systems of mails and opt-outs. Answers the ids of the notices that the bus did not take: they go back to
 * the queue in full, before anybody is shown a card.
 */
export async function announceNotices(
  { outbound, log }: Pick<NoticeTools, 'outbound' | 'log'>,
  notices: readonly QueuedNotice[],
  names: CardNames,
): Promise<ReadonlySet<string>> {
  const own = notices.flatMap(({ id, notice }): readonly (readonly [string, OutboundEvent])[] => {
    const event = eventOf(notice, names);
    return event === undefined ? [] : [[id, event]];
  });
  if (own.length === 0) return new Set();
  // The same happening may be on the queue twice.
  const events = [...new Map(own.map(([, event]) => [event.id, event])).values()];
  const left = new Set(await announce({ outbound, log }, events));
  log.info('events-announced', { events: events.length - left.size, left: left.size });
  return new Set(own.filter(([, event]) => left.has(event.id)).map(([id]) => id));
}

async function announce(
  { outbound, log }: Pick<NoticeTools, 'outbound' | 'log'>,
  events: readonly OutboundEvent[],
): Promise<readonly string[]> {
  try {
    return await outbound.announce(events);
  } catch (error) {
    log.error('announce-failed', { error: error instanceof Error ? error.name : 'unknown', events: events.length });
    return events.map(({ id }) => id);
  }
}

function eventOf(notice: Notice, { rows }: CardNames): OutboundEvent | undefined {
  switch (notice.kind) {
    case 'opted-out':
      return outboundOfOptOut(notice);
    case 'send': {
      const row = rows.get(sendName(notice));
      return row && outboundOfSend(notice, row);
    }
    default:
      return undefined;
  }
}
