import type { Campaign } from '../campaign/campaign.ts';
import type { Notice } from '../notices/notice.ts';
import { outcomeTone } from './outcome-text.ts';
import { runTone } from './run-card.ts';

/**
 * Whether a notice becomes a card under a campaign's `notify`. What needs somebody is always told: a stopped mail, an
 * approval, a failure. `each` tells mails one by one, `digest` only by the run's card, `failures` not at all.
 */
export function isTold(notice: Notice, notify: Campaign['notify']): boolean {
  switch (notice.kind) {
    case 'send':
      return notify === 'each' || needsSomebody(outcomeTone(notice));
    case 'run':
      return notify !== 'failures' || needsSomebody(runTone(notice));
    default:
      return true;
  }
}

function needsSomebody(tone: ReturnType<typeof outcomeTone>): boolean {
  return tone === 'attention' || tone === 'warning';
}
