import type { Campaign } from '../domain/campaign/campaign.ts';
import { eventCampaignDue } from '../domain/campaign/event-campaign-due.ts';
import type { Clock, Queues, Schedules } from '../ports.ts';
import type { EventCampaigns } from './import-event-campaigns.ts';
import type { PlanMessage } from './messages.ts';

/** The two ways to start an event campaign. */
export interface StartCampaignsTools {
  readonly schedules: Pick<Schedules, 'once'>;
  readonly queues: Pick<Queues, 'plan'>;
  readonly clock: Clock;
}

/** An event that is kept. `at` is ISO with Z or an offset. */
export interface StartingEvent {
  readonly id: string;
  readonly event: string;
  readonly at: string;
}

/** Scheduler refuses what is past when it hears of it, and is up to a minute late anyway. */
const SOONEST_MS = 30_000;

/** Schedules made at a time (Scheduler takes 50 a second and more). */
const SCHEDULES_AT_ONCE = 10;

/**
 * Starts the live campaigns that wait for the events: at once, or by a schedule at its due instant. Repeating it makes
 * no second mail: schedules are named for the occurrence, and planning makes at most one mail of it.
 */
export async function startEventCampaigns(
  { schedules, queues, clock }: StartCampaignsTools,
  campaignsFor: EventCampaigns,
  events: readonly StartingEvent[],
): Promise<void> {
  const dueNow: PlanMessage[] = [];
  const dueLater: { readonly name: string; readonly atMs: number; readonly message: PlanMessage }[] = [];
  for (const event of events) {
    for (const campaign of await campaignsFor(event.event)) {
      const atMs = dueMs(event, campaign, clock.nowMs());
      const message: PlanMessage = { kind: 'event', campaign: campaign.id, event: event.id };
      // The instant is in the name: a corrected `at` or a changed delay gets a schedule of its own.
      if (atMs > clock.nowMs()) dueLater.push({ name: `event-${campaign.id}-${event.id}-${atMs}`, atMs, message });
      else dueNow.push(message);
    }
  }
  await queues.plan(dueNow);
  for (let from = 0; from < dueLater.length; from += SCHEDULES_AT_ONCE) {
    const some = dueLater.slice(from, from + SCHEDULES_AT_ONCE);
    await Promise.all(
      some.map(({ name, atMs, message }) => schedules.once(name, Math.max(atMs, clock.nowMs() + SOONEST_MS), message)),
    );
  }
}

// An event a little ahead of our clock has happened all the same; one well ahead is announced, and waits for its time.
const CLOCK_SKEW_MS = 5 * 60_000;

/** The instant to start the campaign at; 0 = at once. */
function dueMs({ at }: StartingEvent, campaign: Campaign, nowMs: number): number {
  const instantMs = eventCampaignDue(campaign, at)?.instantMs ?? 0;
  return instantMs > nowMs + CLOCK_SKEW_MS || hasDelay(campaign) ? instantMs : 0;
}

function hasDelay({ trigger }: Campaign): boolean {
  return trigger.kind === 'event' && trigger.delay !== undefined;
}
