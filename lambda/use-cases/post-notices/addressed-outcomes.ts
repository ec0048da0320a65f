import { gatherBy } from '../../domain/cards/gather-by.ts';
import { type OutcomeRequestFacts, outcomeRequestCards } from '../../domain/cards/outcome-request-cards.ts';
import { addressOf } from '../../domain/notices/card-address.ts';
import { type SendRow, sendName } from '../../domain/send-log/send-row.ts';
import type { AddressedCard } from './addressed-card.ts';
import { type CardNames, namedCustomer, ownerOf } from './card-names.ts';
import type { CardPlaces } from './card-places.ts';
import type { CardTools } from './notice-tools.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

type OutcomeNotice = QueuedNotice<NoticeOf<'outcome-request'>>;

const askedForMs = 30 * 86_400_000;

/** 【送信の確認】 cards, gathered by where they go and by owner. What has been told meanwhile is not asked. */
export async function addressedOutcomes(
  tools: CardTools,
  notices: readonly OutcomeNotice[],
  names: CardNames,
  places: CardPlaces,
): Promise<readonly AddressedCard[]> {
  const open = notices.flatMap((queued) => {
    const row = names.rows.get(sendName(queued.notice));
    return row?.state === 'uncertain' ? [{ queued, row }] : [];
  });
  const requests = await Promise.all(
    open.map(async ({ queued, row }) => {
      const owner = ownerOf(names, row.customer);
      const address = places.of(addressOf(names.campaigns.get(row.campaign), owner.email, tools.stage));
      return { owner, address, facts: await factsOf(tools, queued, row, names) };
    }),
  );
  return gatherBy(requests, ({ address, owner }) => [address, owner.email || owner.name]).flatMap((group) => {
    const [{ address, owner }] = group;
    const facts = group.map((request) => request.facts);
    return outcomeRequestCards(facts, owner, tools.stage).map((card) => ({ address, ...card }));
  });
}

async function factsOf(
  { links, clock }: CardTools,
  { id, notice: { isReminder } }: OutcomeNotice,
  { campaign, customer, key, dueOn, reason }: SendRow,
  names: CardNames,
): Promise<OutcomeRequestFacts> {
  const subject = names.subjects.get(sendName({ customer, key }));
  const untilMs = clock.nowMs() + askedForMs;
  return {
    ...namedCustomer(names, customer),
    ...{ id, campaign, campaignName: names.campaigns.get(campaign)?.name ?? campaign, isReminder, dueOn },
    reason: reason === 'log-restored' ? 'log-restored' : 'unknown-outcome',
    ...(subject !== undefined && { subject }),
    url: await links.to({ purpose: 'outcome', untilMs, customer, key }),
  };
}
