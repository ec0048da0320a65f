import { finding } from '../../domain/prove/finding.ts';
import type { Period } from '../../domain/prove/proof.ts';
import { eventOccurrences } from './due-occurrences.ts';
import { withoutRow } from './prove-campaign.ts';
import type { KnownCampaign, ProofParts } from './prove-send-log.ts';
import type { ProveTools } from './prove-tools.ts';

interface EventsQuestion {
  readonly known: readonly KnownCampaign[];
  readonly period: Period;
  readonly nowMs: number;
}

/** An event's mail is planned within the hour of its falling due. */
const HOUR_MS = 60 * 60_000;

/** Whether whatever fell due by the events that are kept has its row; adds to `parts`. */
export async function proveEvents(tools: ProveTools, question: EventsQuestion, parts: ProofParts): Promise<void> {
  const { known, period, nowMs } = question;
  const live = known.flatMap(({ live }) => (live?.version.campaign.trigger.kind === 'event' ? [live] : []));
  if (live.length === 0) return;
  const enabledMs = new Map(live.map(({ entry, version }) => [version.campaign.id, Date.parse(entry.enabledAt)]));
  const campaigns = live.map(({ version }) => version.campaign);
  for await (const page of eventOccurrences(tools.customers, campaigns, period)) {
    const since = (id: string) => enabledMs.get(id) ?? 0;
    // What was due before the campaign was switched on is not made up for.
    const due = page.filter(
      ({ campaign, occurrence: { dueMs } }) => dueMs >= since(campaign.id) && dueMs + HOUR_MS < nowMs,
    );
    parts.counts.occurrences += due.length;
    const missing = await withoutRow(
      tools,
      due.map(({ campaign, occurrence }) => ({ ...occurrence, campaign })),
    );
    for (const { campaign, records, ...occurrence } of missing) {
      const changedAt = records[0]?.changedAt;
      // An event that came before its campaign was scheduled for nobody; one that came in the last hour is on its way.
      const wasMet =
        changedAt !== undefined &&
        Date.parse(changedAt) >= since(campaign.id) &&
        Date.parse(changedAt) + HOUR_MS < nowMs;
      const seen = { due: new Date(occurrence.dueMs).toISOString(), arrived: changedAt ?? '' };
      parts.findings.push(finding(wasMet ? 'no-row' : 'changed-since', { campaign: campaign.id, ...occurrence }, seen));
    }
  }
}
