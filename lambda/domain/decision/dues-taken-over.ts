import { moveToBusinessDay } from '../calendar/business-days.ts';
import { type Due, type Offset, signOf } from '../calendar/due.ts';
import { shiftDate } from '../calendar/duration.ts';
import {
  addDays,
  addMonths,
  type IsoDate,
  isIsoDate,
  parsePlainDate,
  type StoredDate,
} from '../calendar/plain-date.ts';
import { yearlyOccurrence } from '../calendar/yearly.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { dueCalendarOf } from '../campaign/due-calendar.ts';
import { wholeListDue } from '../campaign/whole-list-due.ts';
import { halfYearDays, standsFor } from './already-sent.ts';

/**
 * The occurrences of a campaign for which a mail of an earlier system on `sentOn` stands: those of which a run would say
 * that they have been sent already, of the half year around that day. `stored` = the date that the trigger looks at.
 */
export function duesTakenOver(campaign: Campaign, stored: StoredDate | undefined, sentOn: IsoDate): readonly Due[] {
  const earliest = addDays(sentOn, -halfYearDays);
  return duesAround(campaign, stored, sentOn).filter(
    (due) => due.dueOn >= earliest && standsFor(campaign, due, sentOn),
  );
}

function duesAround(campaign: Campaign, stored: StoredDate | undefined, sentOn: IsoDate): readonly Due[] {
  const { trigger } = campaign;
  switch (trigger.kind) {
    case 'event':
      return [];
    case 'once':
    case 'monthly':
      return wholeListDues(campaign, trigger, sentOn);
    case 'date': {
      const { rule } = trigger;
      if (stored === undefined) return [];
      if (rule.kind === 'yearly') {
        const year = parsePlainDate(sentOn).year;
        // A week before or after may cross a year's end.
        const years = [year - 1, year, year + 1];
        return rule.offsets.flatMap((offset) =>
          years.flatMap((each) => {
            const nominal = yearlyOccurrence(stored, each, rule.leapDay);
            return nominal === undefined ? [] : [dueOf(campaign, nominal, offset)];
          }),
        );
      }
      if (!isIsoDate(stored)) return [];
      if (rule.kind === 'dated') return rule.offsets.map((offset) => dueOf(campaign, stored, offset));
      return sentOn < stored ? [{ nominal: stored, dueOn: sentOn, offset: '', years: undefined }] : [];
    }
  }
}

/** The last one that was due by then: a month's mail leaves in its month. */
function wholeListDues(
  campaign: Campaign,
  trigger: Extract<Campaign['trigger'], { kind: 'once' | 'monthly' }>,
  sentOn: IsoDate,
): readonly Due[] {
  const from = addMonths(sentOn, -1);
  for (let day = sentOn; day > from; day = addDays(day, -1)) {
    const nominal = wholeListDue(trigger, day, dueCalendarOf(campaign));
    if (nominal !== undefined) return [{ nominal, dueOn: day, offset: '', years: undefined }];
  }
  return [];
}

function dueOf(campaign: Campaign, nominal: IsoDate, offset: Offset): Due {
  const { businessDays, calendar } = dueCalendarOf(campaign);
  const sign = signOf(offset);
  const due = sign === 0 ? nominal : shiftDate(nominal, offset.duration, sign);
  const dueOn = moveToBusinessDay(due, businessDays, calendar);
  return { nominal, dueOn, offset: offset.iso, years: undefined };
}
