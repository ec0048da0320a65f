import { gatherBy } from '../../domain/cards/gather-by.ts';
import type { SendFacts } from '../../domain/cards/send-card-facts.ts';
import { sendCards } from '../../domain/cards/send-cards.ts';
import { addressOf } from '../../domain/notices/card-address.ts';
import { type SendRow, sendName } from '../../domain/send-log/send-row.ts';
import { mailedStates } from '../../domain/send-log/send-state.ts';
import type { AddressedCard } from './addressed-card.ts';
import { type CardNames, namedCustomer, ownerOf } from './card-names.ts';
import type { CardPlaces } from './card-places.ts';
import type { CardTools } from './notice-tools.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

const mailShownMs = 30 * 86_400_000;

/** Sends, gathered by where their cards go and by owner. */
export async function addressedSends(
  tools: CardTools,
  notices: readonly QueuedNotice<NoticeOf<'send'>>[],
  names: CardNames,
  places: CardPlaces,
): Promise<readonly AddressedCard[]> {
  const { stage } = tools;
  const sends = await Promise.all(
    notices.map(async (queued) => {
      const owner = ownerOf(names, queued.notice.customer);
      const address = places.of(addressOf(names.campaigns.get(queued.notice.campaign), owner.email, stage));
      return { owner, address, facts: await factsOf(tools, queued, names) };
    }),
  );
  return gatherBy(sends, ({ address, owner }) => [address, owner.email || owner.name]).flatMap((group) => {
    const [{ address, owner }] = group;
    const cards = sendCards(
      group.map(({ facts }) => facts),
      owner,
      stage,
    );
    return cards.map((card) => ({ address, ...card }));
  });
}

async function factsOf(
  { links, clock }: CardTools,
  { id, notice }: QueuedNotice<NoticeOf<'send'>>,
  names: CardNames,
): Promise<SendFacts> {
  const { campaign, customer, key, state, reason } = notice;
  const row = names.rows.get(sendName(notice));
  const subject = names.subjects.get(sendName(notice));
  const untilMs = clock.nowMs() + mailShownMs;
  const isShown = mailedStates.includes(state) && row !== undefined;
  return {
    ...namedCustomer(names, customer),
    ...{ id, campaign, campaignName: names.campaigns.get(campaign)?.name ?? campaign },
    ...{ date: row?.date, offset: row?.offset ?? '', dueOn: row?.dueOn, state, reason },
    ...(subject !== undefined && { subject }),
    ...(isShown && { mailUrl: await links.to({ purpose: 'mail', untilMs, customer, key }) }),
    ...((state === 'rejected' || isShown) && decidedBy(row)),
  };
}

function decidedBy(row: SendRow | undefined): Pick<SendFacts, 'decidedBy'> {
  const last = row?.decisions?.at(-1);
  return last ? { decidedBy: last } : {};
}
