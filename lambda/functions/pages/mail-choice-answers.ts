import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { ChoiceClaims } from '../../domain/links/link-claims.ts';
import { allMarketing, type ChoiceAction, readChoiceAction } from '../../domain/pages/mail-choice.ts';
import type { Markup } from '../../domain/pages/page-frame.ts';
import { preferencesPage } from '../../domain/pages/preferences-page.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { CampaignStore, Clock, Log, Queues, RefusalStore } from '../../ports.ts';
import { optOut } from '../../use-cases/opt-out.ts';
import { findLinkedCampaign } from '../../use-cases/opt-out-campaign.ts';
import { readMailChoice } from '../../use-cases/opt-out-choice.ts';
import { resumeMail } from '../../use-cases/opt-out-resume.ts';
import type { OptOutSources } from '../../use-cases/opt-out-subjects.ts';

/** What choosing one's mail needs. */
export interface ChoiceTools extends OptOutSources {
  readonly stage: StageConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly campaigns: Pick<CampaignStore, 'manifest' | 'version'>;
  readonly refusals: Pick<RefusalStore, 'getMany' | 'optOut' | 'optIn'>;
  readonly queues: Pick<Queues, 'notify'>;
}

/**
 * What a mail program's own unsubscribe button does (RFC 8058): no more marketing at all. Who presses it cannot see which
 * campaign it belongs to, and would take the next one for a broken promise.
 */
export async function oneClickOptOut(tools: ChoiceTools, { customer }: ChoiceClaims): Promise<void> {
  await optOut(tools, { customer, scope: allMarketing, source: 'one-click', at: now(tools) });
  tools.log.info('opted-out', { customer, scope: allMarketing, source: 'one-click' });
}

/** The preferences page as things stand. */
export async function showChoice(tools: ChoiceTools, claims: ChoiceClaims): Promise<Markup> {
  return renderChoice(tools, claims, await findLinkedCampaign(tools.campaigns, claims.campaign));
}

/** Does what a button of the page asks for, and shows the page as it then is; undefined when it is no such button. */
export async function answerChoice(
  tools: ChoiceTools,
  claims: ChoiceClaims,
  asked: string | undefined,
): Promise<Markup | undefined> {
  const action = readChoiceAction(asked);
  const campaign = await findLinkedCampaign(tools.campaigns, claims.campaign);
  if (action === undefined || (action === 'stop-campaign' && !isStoppable(campaign))) return undefined;
  await act(tools, claims, action);
  return renderChoice(tools, claims, campaign, action);
}

async function act(tools: ChoiceTools, { customer, campaign }: ChoiceClaims, action: ChoiceAction): Promise<void> {
  const said = { customer, source: 'preferences-page', at: now(tools) };
  if (action === 'resume') {
    await resumeMail(tools, { ...said, scopes: [campaign, allMarketing] });
    tools.log.info('opted-in', { customer, campaign, source: said.source });
    return;
  }
  const scope = action === 'stop-all' ? allMarketing : campaign;
  await optOut(tools, { ...said, scope });
  tools.log.info('opted-out', { customer, scope, source: said.source });
}

async function renderChoice(
  tools: ChoiceTools,
  claims: ChoiceClaims,
  campaign: Campaign | undefined,
  done?: ChoiceAction,
): Promise<Markup> {
  return preferencesPage({
    locale: campaign?.locale ?? tools.stage.locale,
    sender: tools.stage.sender,
    ...(campaign && { campaignName: campaign.name }),
    ...(campaign?.contact && { contact: campaign.contact }),
    canStopCampaign: isStoppable(campaign),
    choice: await readMailChoice(tools, claims),
    ...(done && { done }),
  });
}

/** A campaign that is gone may come back under its identity, so it can be stopped; a contract one never can. */
function isStoppable(campaign: Campaign | undefined): boolean {
  return campaign?.category !== 'contract';
}

function now({ clock }: ChoiceTools): string {
  return new Date(clock.nowMs()).toISOString();
}
