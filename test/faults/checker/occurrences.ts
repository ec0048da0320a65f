import { dayInYear, nextWorkingDay, plusDays, tokyoDate, tokyoInstant } from '../company/calendar.ts';
import type { CampaignRecord, WeekRecords } from '../records.ts';
import { fieldsAt, type Timeline } from './timeline.ts';

/** A mail that, as far as the company's data goes, had to be written: nothing about it changed while it could leave. */
export interface DueOccurrence {
  readonly customer: string;
  readonly campaign: CampaignRecord;
  readonly date: string;
  readonly dueOn: string;
  readonly offset: string;
  /** The event's id; '' for others. */
  readonly event: string;
  /** When its run was to begin. */
  readonly dueMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A change this short before a run may or may not be seen by it: indexes lag, clocks differ. */
const MARGIN_MS = HOUR_MS;

/**
 * Everybody who was due while nothing was done to their record or to the campaign, by a calendar of the checker's own.
 * What changed in between is left to the rules that hold in any case.
 */
export function dueOccurrences(records: WeekRecords, timeline: Timeline): readonly DueOccurrence[] {
  const firstMs = Math.min(...records.published.map(({ atMs }) => atMs));
  const days: string[] = [];
  // A run's last mails need their days of validity, and the checker the day after.
  for (let day = tokyoDate(firstMs); tokyoInstant(day) < records.endMs - 4 * DAY_MS; day = plusDays(day, 1))
    days.push(day);
  const found: DueOccurrence[] = [];
  for (const campaign of records.campaigns) {
    if (campaign.occasion.kind === 'event') found.push(...eventOccurrences(campaign, records, timeline));
    else for (const day of days) found.push(...occurrencesOn(campaign, day, timeline));
  }
  return found.filter((each) => isQuiet(each, timeline) && each.dueMs > firstMs);
}

function occurrencesOn(campaign: CampaignRecord, dueOn: string, timeline: Timeline): readonly DueOccurrence[] {
  const dueMs = tokyoInstant(dueOn, campaign.hour);
  return timeline.customers.flatMap((customer) => {
    const fields = fieldsAt(timeline, customer, dueMs);
    if (fields === undefined) return [];
    return datesDueOn(campaign, dueOn, fields).map(({ date, offset }) => ({
      ...{ customer, campaign, date, offset, dueOn, dueMs, event: '' },
    }));
  });
}

function datesDueOn(
  { occasion, movesToWorkingDay }: CampaignRecord,
  dueOn: string,
  fields: Readonly<Record<string, unknown>>,
): readonly { readonly date: string; readonly offset: string }[] {
  const moved = (date: string) => (movesToWorkingDay ? nextWorkingDay(date) : date);
  switch (occasion.kind) {
    case 'once':
      return moved(occasion.date) === dueOn ? [{ date: occasion.date, offset: '' }] : [];
    case 'event':
      return [];
    default: {
      const stored = fields[occasion.field];
      if (typeof stored !== 'string') return [];
      return occasion.kind === 'yearly'
        ? yearly(stored, dueOn, moved)
        : occasion.kind === 'before'
          ? occasion.days
              .filter((days) => moved(plusDays(stored, -days)) === dueOn)
              .map((days) => ({ date: stored, offset: `P${days}D` }))
          : // Due from the first day on which it is near; later days of the same mail are no other mail.
            plusDays(stored, -occasion.days) === dueOn
            ? [{ date: stored, offset: '' }]
            : [];
    }
  }
}

function yearly(stored: string, dueOn: string, moved: (date: string) => string) {
  const year = Number(dueOn.slice(0, 4));
  return [year - 1, year, year + 1]
    .filter((each) => each > Number(stored.slice(0, 4)))
    .map((each) => dayInYear(stored, each))
    .filter((date) => moved(date) === dueOn)
    .map((date) => ({ date, offset: '' }));
}

function eventOccurrences(
  campaign: CampaignRecord,
  records: WeekRecords,
  timeline: Timeline,
): readonly DueOccurrence[] {
  const { occasion } = campaign;
  if (occasion.kind !== 'event') return [];
  return records.data
    .filter(({ type, fields }) => type === 'event' && fields.name === occasion.event)
    .flatMap(({ id, fields, atMs }) => {
      const date = tokyoDate(Date.parse(String(fields.at)));
      const dueOn = plusDays(date, occasion.delayDays);
      const dueMs = tokyoInstant(dueOn, campaign.hour);
      const customer = String(fields.customer);
      if (fieldsAt(timeline, customer, dueMs) === undefined || tokyoInstant(dueOn) > records.endMs - 4 * DAY_MS)
        return [];
      // One that was brought late, or about its own time, may have met what held then.
      return atMs > dueMs - MARGIN_MS ? [] : [{ customer, campaign, date, dueOn, offset: '', event: id, dueMs }];
    });
}

/** Whether neither the customer's record nor the campaign changed from shortly before the run until the mail was too old. */
function isQuiet({ customer, campaign, dueMs, dueOn }: DueOccurrence, timeline: Timeline): boolean {
  const fromMs = dueMs - DAY_MS * 4;
  const untilMs = tokyoInstant(plusDays(dueOn, campaign.validDays + 2));
  const isWithin = (atMs: number) => atMs > fromMs && atMs < untilMs;
  const changes = timeline.changes.get(customer) ?? [];
  const published = timeline.published.get(campaign.id) ?? [];
  // What it was first made with is no change.
  return !changes.slice(1).some(({ atMs }) => isWithin(atMs)) && !published.slice(1).some(({ atMs }) => isWithin(atMs));
}
