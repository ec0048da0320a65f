import type { Person } from '../../domain/approval/person.ts';
import { approvalCards } from '../../domain/cards/approval-cards.ts';
import { gatherBy } from '../../domain/cards/gather-by.ts';
import { addressOf } from '../../domain/notices/card-address.ts';
import type { CardAddress } from '../../ports.ts';
import type { AddressedCard } from './addressed-card.ts';
import { type CardNames, ownerOf } from './card-names.ts';
import type { CardPlaces } from './card-places.ts';
import type { NoticeTools } from './notice-tools.ts';
import { approvalAskOf, type OpenApproval, openApprovals } from './open-approvals.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

/** 【承認依頼】 cards, gathered by approver and by where they go. What no longer waits is not asked for. */
export async function addressedApprovals(
  tools: NoticeTools,
  notices: readonly QueuedNotice<NoticeOf<'send'>>[],
  names: CardNames,
  places: CardPlaces,
): Promise<readonly AddressedCard[]> {
  const open = await openApprovals(tools, notices, names);
  if (open.length === 0) return [];
  const placed = open.map((approval) => ({ ...approval, address: places.of(placeOf(approval, names, places, tools)) }));
  const groups = gatherBy(placed, ({ approver, address }) => [approver.email.toLowerCase() || approver.name, address]);
  const cards = await Promise.all(
    groups.map(async (group) => {
      const [{ approver, address }] = group;
      const facts = group.map((approval) => approval.facts);
      const ask = await approvalAskOf(tools, approver);
      return approvalCards(facts, ask, tools.stage).map((card) => ({ address, ...card }));
    }),
  );
  return cards.flat();
}

/** An owner is asked where the campaign's cards go anyway; anybody else on a webhook of their own, if they have one. */
function placeOf(
  { notice, approver }: OpenApproval<NoticeOf<'send'>>,
  names: CardNames,
  places: CardPlaces,
  { stage }: NoticeTools,
): CardAddress {
  const campaign = names.campaigns.get(notice.campaign);
  const owner = ownerOf(names, notice.customer);
  if (isSame(approver.email, owner)) return addressOf(campaign, owner.email, stage);
  const own: CardAddress = { kind: 'owner', email: approver.email };
  return places.has(own) ? own : addressOf(campaign, '', stage);
}

function isSame(email: string, person: Person): boolean {
  return email.trim().toLowerCase() === person.email.trim().toLowerCase();
}
