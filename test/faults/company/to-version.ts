import type { Campaign, CampaignVersion, Trigger } from '../../../lambda/domain/campaign/campaign.ts';
import { aVersion, ownDate } from '../../support/builders.ts';
import type { CampaignSpec, Occasion } from './spec.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0 };

/** The published form of a campaign: the words of its `text`-th edition, enabled or not. */
export function toVersion(spec: CampaignSpec, text: number, enabled: boolean): CampaignVersion {
  const { id, name, category, approval, notify, validDays, hour } = spec;
  const campaign: Partial<Campaign> = {
    ...{ id, name, category, approval, notify, enabled },
    trigger: triggerOf(spec.occasion),
    at: `${String(hour).padStart(2, '0')}:00`,
    validFor: { ...none, days: validDays },
    businessDays: spec.movesToWorkingDay ? 'next' : 'any',
    ...(spec.onlyProductA && {
      where: { kind: 'map', clauses: [{ type: 'customer', key: 'productA', values: [true] }] },
    }),
  };
  return aVersion(campaign, {
    version: `${id}-${text}-${enabled}`,
    // Subjects name the occurrence, so that a mailbox can be checked without our tags.
    subjects: {
      '': `${name} 第${text}版 {{customer.name}} {{date}} {{offsetIso}}${spec.occasion.kind === 'event' ? ' {{event.no}}' : ''}`,
    },
    html: `<p>{{name}}様 第${text}版</p><a href="{{unsubscribeUrl}}">配信停止</a>`,
    text: `{{name}}様 第${text}版 {{unsubscribeUrl}}`,
  });
}

function triggerOf(occasion: Occasion): Trigger {
  switch (occasion.kind) {
    case 'yearly':
      return {
        kind: 'date',
        path: ownDate(occasion.field),
        rule: { kind: 'yearly', leapDay: 'feb28', offsets: [{ direction: 'on', duration: none, iso: '' }] },
        years: { from: 1 },
      };
    case 'before':
      return {
        kind: 'date',
        path: ownDate(occasion.field),
        rule: {
          kind: 'dated',
          offsets: occasion.days.map((days) => ({
            ...{ direction: 'before', duration: { ...none, days }, iso: `P${days}D` },
          })),
        },
      };
    case 'within':
      return {
        kind: 'date',
        path: ownDate(occasion.field),
        rule: { kind: 'within', within: { ...none, days: occasion.days } },
      };
    case 'once':
      return { kind: 'once', date: occasion.date };
    case 'event':
      return {
        kind: 'event',
        event: occasion.event,
        delay: { kind: 'days', duration: { ...none, days: occasion.delayDays } },
      };
  }
}
