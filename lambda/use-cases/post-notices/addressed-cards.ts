import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { CardPayload } from '../../domain/cards/adaptive-card.ts';
import { gateCard } from '../../domain/cards/gate-card.ts';
import { importedCard } from '../../domain/cards/imported-card.ts';
import { isTold } from '../../domain/cards/is-told.ts';
import { publishedCard } from '../../domain/cards/published-card.ts';
import { rejectedFileCard } from '../../domain/cards/rejected-file-card.ts';
import { type RunCampaign, runCard } from '../../domain/cards/run-card.ts';
import { runHeldCard } from '../../domain/cards/run-held-card.ts';
import { runMissedCard } from '../../domain/cards/run-missed-card.ts';
import { runUnfinishedCard } from '../../domain/cards/run-unfinished-card.ts';
import { uploadHeldCard } from '../../domain/cards/upload-held-card.ts';
import { withdrawnCard } from '../../domain/cards/withdrawn-card.ts';
import { addressOf } from '../../domain/notices/card-address.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { expiryMs, lastValidDay } from '../../domain/send-log/validity.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import { addressedApprovals } from './addressed-approvals.ts';
import type { AddressedCard } from './addressed-card.ts';
import { addressedDigests } from './addressed-digests.ts';
import { addressedEventRefusals } from './addressed-event-refusals.ts';
import { addressedOutcomes } from './addressed-outcomes.ts';
import { addressedSends } from './addressed-sends.ts';
import type { CardNames } from './card-names.ts';
import { readCardPlaces } from './card-places.ts';
import type { NoticeTools } from './notice-tools.ts';
import { type NoticeOf, ofKind, type QueuedNotice } from './queued-notice.ts';

const pageShownAfterwardsMs = 7 * 86_400_000;
/** An upload is forgotten then; until that later visitors see who decided. */
const uploadsKnownMs = 60 * 86_400_000;
const suspectsShownMs = 60 * 86_400_000;

/** The cards that notices come down to: sends and approvals gathered, every other notice on cards of its own. */
export async function addressedCards(
  tools: NoticeTools,
  notices: readonly QueuedNotice[],
  names: CardNames,
): Promise<readonly AddressedCard[]> {
  const { stage } = tools;
  const places = await readCardPlaces(tools);
  const told = notices.filter(({ notice }) => isTold(notice, campaignOf(notice, names)?.notify ?? 'each'));
  const own = await Promise.all(
    told.map(async ({ id, notice }): Promise<readonly AddressedCard[]> => {
      const campaign = (await publishedCampaign(tools, notice)) ?? campaignOf(notice, names);
      const payload = (await linkedCard(tools, notice, campaign)) ?? ownCard(notice, campaign, stage);
      return payload ? [{ address: places.of(addressOf(campaign, '', stage)), payload, ids: [id] }] : [];
    }),
  );
  const sends = ofKind(told, 'send');
  const asks = sends.filter(({ notice }) => notice.state === 'awaiting-approval');
  const rest = sends.filter(({ notice }) => notice.state !== 'awaiting-approval');
  return [
    ...own.flat(),
    ...(await addressedApprovals(tools, asks, names, places)),
    ...(await addressedSends(tools, rest, names, places)),
    ...(await addressedOutcomes(tools, ofKind(told, 'outcome-request'), names, places)),
    ...(await addressedDigests(tools, ofKind(told, 'digest'), names, places)),
    ...addressedEventRefusals(tools, ofKind(told, 'event-refused'), places),
  ];
}

function ownCard(notice: Notice, campaign: Campaign | undefined, stage: StageConfig): CardPayload | undefined {
  switch (notice.kind) {
    case 'run':
      return runCard(notice, runCampaignOf(notice, campaign), stage);
    case 'run-missed': {
      const { name = notice.campaign, timeZone = stage.timeZone } = campaign ?? {};
      return runMissedCard(notice, { name, timeZone }, stage);
    }
    case 'run-unfinished':
      return runUnfinishedCard(notice, runCampaignOf(notice, campaign), stage);
    case 'published': {
      const { name = notice.campaign, at = '', timeZone = stage.timeZone, enabled = true } = campaign ?? {};
      return publishedCard(notice, { name, at, timeZone, enabled }, stage);
    }
    case 'rejected-file':
      return rejectedFileCard(notice, stage);
    case 'withdrawn':
      return withdrawnCard(notice.campaign, stage);
    case 'gate':
      return gateCard(notice, stage);
    default:
      return undefined;
  }
}

/** Cards with a button to a page. */
async function linkedCard(
  tools: NoticeTools,
  notice: Notice,
  campaign: Campaign | undefined,
): Promise<CardPayload | undefined> {
  const { links, clock, stage } = tools;
  switch (notice.kind) {
    case 'run-held':
      return heldCard(tools, notice, campaign);
    case 'upload-held': {
      const { key, at } = notice;
      const url = await links.to({ purpose: 'upload', untilMs: Date.parse(at) + uploadsKnownMs, key, at });
      return uploadHeldCard(notice, url, stage);
    }
    case 'imported': {
      const { type, suspects = [] } = notice;
      if (type === undefined || suspects.length === 0) return importedCard(notice, stage);
      const untilMs = clock.nowMs() + suspectsShownMs;
      return importedCard(notice, stage, await links.to({ purpose: 'suspects', untilMs, type }));
    }
    default:
      return undefined;
  }
}

/** The page outlives the mails, so that later visitors see who decided. */
async function heldCard(
  { links, clock, stage }: NoticeTools,
  notice: NoticeOf<'run-held'>,
  campaign: Campaign | undefined,
): Promise<CardPayload> {
  const { campaign: id, date } = notice;
  const untilMs = (campaign === undefined ? clock.nowMs() : expiryMs(campaign, date)) + pageShownAfterwardsMs;
  const url = await links.to({ purpose: 'run', untilMs, campaign: id, date });
  const lastDay = campaign && { lastDay: lastValidDay(campaign, date) };
  return runHeldCard(notice, { name: campaign?.name ?? id, ...lastDay, url }, stage);
}

/** The version that went live: the manifest at hand may be older than the notice. */
async function publishedCampaign({ campaigns }: NoticeTools, notice: Notice): Promise<Campaign | undefined> {
  if (notice.kind !== 'published') return undefined;
  return (await campaigns.version(notice.campaign, notice.version))?.campaign;
}

function runCampaignOf(
  { campaign: id }: Pick<NoticeOf<'run'>, 'campaign'>,
  campaign: Campaign | undefined,
): RunCampaign {
  return { name: campaign?.name ?? id };
}

function campaignOf(notice: Notice, names: CardNames): Campaign | undefined {
  return 'campaign' in notice ? names.campaigns.get(notice.campaign) : undefined;
}
