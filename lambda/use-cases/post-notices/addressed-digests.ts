import { addDays } from '../../domain/calendar/plain-date.ts';
import { instantOf } from '../../domain/calendar/zone.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type DigestFacts, digestCards } from '../../domain/cards/digest-cards.ts';
import { gatherBy } from '../../domain/cards/gather-by.ts';
import { addressOf } from '../../domain/notices/card-address.ts';
import type { DigestEntry } from '../../domain/notices/notice.ts';
import type { AddressedCard } from './addressed-card.ts';
import { type CardNames, namedCustomer, ownerOf } from './card-names.ts';
import type { CardPlaces } from './card-places.ts';
import type { CardTools } from './notice-tools.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

/** The morning's digests. Each is one owner's and goes one way, which its first entry tells; what ends up in one place is gathered. */
export async function addressedDigests(
  tools: CardTools,
  notices: readonly QueuedNotice<NoticeOf<'digest'>>[],
  names: CardNames,
  places: CardPlaces,
): Promise<readonly AddressedCard[]> {
  const digests = await Promise.all(
    notices.map(async ({ id, notice: { date, entries, more } }) => {
      const [first] = entries;
      const owner = first === undefined ? { name: '', email: '' } : ownerOf(names, first.customer);
      const campaign = names.campaigns.get(first?.campaign ?? more[0]?.campaign ?? '');
      const address = places.of(addressOf(campaign, owner.email, tools.stage));
      const facts = await Promise.all(entries.map((entry) => factsOf(tools, id, entry, names)));
      const rest = more.map((line) => ({ id, ...line, campaignName: nameOf(line.campaign, names) }));
      return { address, date, owner, entries: facts, rest };
    }),
  );
  const way = ({ address, date, owner }: (typeof digests)[number]) => [address, date, owner.email || owner.name];
  return gatherBy(digests, way).flatMap((group) => {
    const [{ address, date, owner }] = group;
    const entries = group.flatMap((digest) => digest.entries);
    const rest = group.flatMap((digest) => digest.rest);
    return digestCards({ date, owner, entries, rest }, tools.stage).map((card) => ({ address, ...card }));
  });
}

async function factsOf(tools: CardTools, id: string, entry: DigestEntry, names: CardNames): Promise<DigestFacts> {
  const { dueOn, decision, reason } = entry;
  const campaign = names.campaigns.get(entry.campaign);
  return {
    ...namedCustomer(names, entry.customer),
    ...{ id, dueOn, decision, reason, campaignName: nameOf(entry.campaign, names), at: campaign?.at ?? '' },
    stopUrl: canBeStopped(entry) ? await stopUrl(tools, entry, campaign) : '',
  };
}

/** What goes out unless somebody acts, and what somebody stopped and may let go again: the same page serves both. */
function canBeStopped({ decision, reason }: DigestEntry): boolean {
  return decision === 'send' || decision === 'ask' || (decision === 'stop' && reason === 'stopped-by-person');
}

function stopUrl({ links, stage }: CardTools, entry: DigestEntry, campaign: Campaign | undefined): Promise<string> {
  const { campaign: id, customer, record, path, nominal, dueOn, offset } = entry;
  const untilMs = instantOf(addDays(dueOn, 1), '00:00', campaign?.timeZone ?? stage.timeZone);
  return links.to({ purpose: 'stop', untilMs, campaign: id, customer, record, path, nominal, dueOn, offset });
}

function nameOf(campaign: string, names: CardNames): string {
  return names.campaigns.get(campaign)?.name ?? campaign;
}
