import { addDays } from '../../domain/calendar/plain-date.ts';
import { instantOf } from '../../domain/calendar/zone.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type DigestFacts, digestCards } from '../../domain/cards/digest-cards.ts';
import type { DigestEntry } from '../../domain/notices/notice.ts';
import { type AddressedCard, addressOf } from './addressed-card.ts';
import { type CardNames, namedCustomer, ownerOf } from './card-names.ts';
import type { CardTools } from './notice-tools.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

/** The morning's digests. Each is one owner's and goes one way, which its first entry tells. */
export async function addressedDigests(
  tools: CardTools,
  notices: readonly QueuedNotice<NoticeOf<'digest'>>[],
  names: CardNames,
): Promise<readonly AddressedCard[]> {
  const { stage } = tools;
  const cards = await Promise.all(
    notices.map(async ({ id, notice: { date, entries, more } }) => {
      const [first] = entries;
      const owner = first === undefined ? { name: '', email: '' } : ownerOf(names, first.customer);
      const campaign = names.campaigns.get(first?.campaign ?? more[0]?.campaign ?? '');
      const address = addressOf(campaign, owner.email, stage);
      const facts = await Promise.all(entries.map((entry) => factsOf(tools, entry, names)));
      const rest = more.map((line) => ({ ...line, campaignName: nameOf(line.campaign, names) }));
      return digestCards({ id, date, owner, entries: facts, rest }, stage).map((card) => ({ address, ...card }));
    }),
  );
  return cards.flat();
}

async function factsOf(tools: CardTools, entry: DigestEntry, names: CardNames): Promise<DigestFacts> {
  const { dueOn, decision, reason } = entry;
  const campaign = names.campaigns.get(entry.campaign);
  return {
    ...namedCustomer(names, entry.customer),
    ...{ dueOn, decision, reason, campaignName: nameOf(entry.campaign, names), at: campaign?.at ?? '' },
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
