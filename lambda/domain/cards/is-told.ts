import type { Campaign } from '../campaign/campaign.ts';
import type { Notice } from '../notices/notice.ts';
import { outcomeTone } from './outcome-text.ts';
import { runTone } from './run-card.ts';

/**
 * Whether a notice becomes a card under a campaign's `notify`. What needs somebody is always told: a stopped mail, an
 * approval, a failure, a run that is held. `each` tells mails one by one; `digest` tells a run as a whole, `failures` only
 * what went wrong.
 */
export function isTold(notice: Notice, notify: Campaign['notify']): boolean {
  switch (notice.kind) {
    case 'send':
      return notify === 'each' || needsSomebody(outcomeTone(notice));
    case 'run':
      // The cards about the mails say all that a run's counts do.
      return notify === 'digest' || (notify === 'failures' && needsSomebody(runTone(notice)));
    default:
      return true;
  }
}

function needsSomebody(tone: ReturnType<typeof outcomeTone>): boolean {
  return tone === 'attention' || tone === 'warning';
}
