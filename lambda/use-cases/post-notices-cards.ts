import type { Campaign } from '../domain/campaign/campaign.ts';
import type { CardPayload } from '../domain/cards/adaptive-card.ts';
import { importedCard } from '../domain/cards/imported-card.ts';
import { isTold } from '../domain/cards/is-told.ts';
import { publishedCard } from '../domain/cards/published-card.ts';
import { rejectedFileCard } from '../domain/cards/rejected-file-card.ts';
import { type RunCampaign, runCard } from '../domain/cards/run-card.ts';
import type { CardPerson, SendFacts } from '../domain/cards/send-card-facts.ts';
import { sendCards } from '../domain/cards/send-cards.ts';
import { withdrawnCard } from '../domain/cards/withdrawn-card.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { textOf } from '../domain/records/record.ts';
import { sendName } from '../domain/send-log/send-row.ts';
import { lastValidDay } from '../domain/send-log/validity.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { CardAddress } from '../ports.ts';
import { type CardNames, customerOf, type QueuedNotice } from './post-notices-names.ts';

/** A card on its way: where it goes, and the notices that it tells. */
export interface AddressedCard {
  readonly address: CardAddress;
  readonly payload: CardPayload;
  readonly ids: readonly string[];
}

type SendNotice = Extract<Notice, { readonly kind: 'send' }>;

/** The cards that notices come down to: sends gathered by address and owner, every other notice on a card of its own. */
export function addressedCards(
  notices: readonly QueuedNotice[],
  names: CardNames,
  stage: StageConfig,
): readonly AddressedCard[] {
  const told = notices.filter(({ notice }) => isTold(notice, notifyOf(notice, names)));
  return [
    ...told.flatMap(({ id, notice }) => {
      const payload = ownCard(notice, names, stage);
      return payload ? [{ address: addressOf(campaignOf(notice, names), '', stage), payload, ids: [id] }] : [];
    }),
    ...gatheredSends(told, names, stage),
  ];
}

function ownCard(notice: Notice, names: CardNames, stage: StageConfig): CardPayload | undefined {
  const campaign = campaignOf(notice, names);
  switch (notice.kind) {
    case 'send':
      return undefined;
    case 'run':
      return runCard(notice, runCampaignOf(notice, campaign), stage);
    case 'published': {
      const { name = notice.campaign, at = '', timeZone = stage.timeZone, enabled = true } = campaign ?? {};
      return publishedCard(notice, { name, at, timeZone, enabled }, stage);
    }
    case 'rejected-file':
      return rejectedFileCard(notice, stage);
    case 'withdrawn':
      return withdrawnCard(notice.campaign, stage);
    case 'imported':
      return importedCard(notice, stage);
  }
}

function runCampaignOf(
  { campaign: id, date }: Extract<Notice, { readonly kind: 'run' }>,
  campaign: Campaign | undefined,
): RunCampaign {
  if (campaign === undefined) return { name: id };
  const { name, expect } = campaign;
  return { name, lastDay: lastValidDay(campaign, date), ...(expect !== undefined && { expect }) };
}

function gatheredSends(
  notices: readonly QueuedNotice[],
  names: CardNames,
  stage: StageConfig,
): readonly AddressedCard[] {
  const gathered = new Map<string, { address: CardAddress; owner: CardPerson; sends: SendFacts[] }>();
  for (const { id, notice } of notices) {
    if (notice.kind !== 'send') continue;
    const owner = ownerOf(notice, names);
    const address = addressOf(campaignOf(notice, names), owner.email, stage);
    const place = JSON.stringify([address, owner.email || owner.name]);
    const group = gathered.get(place) ?? { address, owner, sends: [] };
    group.sends.push(factsOf(id, notice, names, stage));
    gathered.set(place, group);
  }
  return [...gathered.values()].flatMap(({ address, owner, sends }) =>
    sendCards(sends, owner, stage).map((card) => ({ address, ...card })),
  );
}

function factsOf(id: string, notice: SendNotice, names: CardNames, stage: StageConfig): SendFacts {
  const customer = customerOf(names, notice.customer);
  const row = names.rows.get(sendName(notice));
  return {
    id,
    campaign: notice.campaign,
    campaignName: campaignOf(notice, names)?.name ?? notice.campaign,
    customer: notice.customer,
    customerName: textOf(customer, 'name'),
    company: textOf(customer, 'company'),
    crmUrl: textOf(customer, 'crmUrl'),
    date: row?.date,
    offset: row?.offset ?? '',
    state: notice.state,
    reason: notice.reason,
    ...(notice.state === 'awaiting-approval' && { approver: approverOf(notice, names, stage) }),
  };
}

/** Whom the campaign, or else the stage, names. An address that is the owner's is shown by the owner's name. */
function approverOf(notice: SendNotice, names: CardNames, stage: StageConfig): CardPerson {
  const owner = ownerOf(notice, names);
  const named = campaignOf(notice, names)?.approver ?? stage.defaultApprover;
  const isOwner = named === 'owner' || named.toLowerCase() === owner.email.toLowerCase();
  return isOwner ? owner : { name: '', email: named };
}

function ownerOf(notice: SendNotice, names: CardNames): CardPerson {
  const customer = customerOf(names, notice.customer);
  return { name: textOf(customer, 'owner.name'), email: textOf(customer, 'owner.email').trim() };
}

function addressOf(campaign: Campaign | undefined, ownerEmail: string, stage: StageConfig): CardAddress {
  const name = campaign?.channel;
  if (name === 'owner' && ownerEmail !== '') return { kind: 'owner', email: ownerEmail };
  return { kind: 'channel', name: name === undefined || name === 'owner' ? stage.defaultChannel : name };
}

function campaignOf(notice: Notice, names: CardNames): Campaign | undefined {
  return 'campaign' in notice ? names.campaigns.get(notice.campaign)?.campaign : undefined;
}

function notifyOf(notice: Notice, names: CardNames): Campaign['notify'] {
  return campaignOf(notice, names)?.notify ?? 'each';
}
