import { isMailableAddress } from '../mail-address.ts';
import { isYes } from '../records/record.ts';
import { hasConsent } from './consent.ts';
import type { Decision } from './decision.ts';
import type { Facts } from './facts.ts';

/** What a gate looked at, shown by `explain`. */
export type Seen = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** One question that a candidate has to pass. `no` is the decision when it does not. */
export interface Gate {
  readonly name: string;
  readonly judge: (facts: Facts) => { readonly seen: Seen; readonly no?: Decision };
}

const skip = (reason: Decision['reason']): Decision => ({ kind: 'skip', reason });

function gate(name: string, see: (facts: Facts) => Seen, refuse: (facts: Facts) => Decision | undefined): Gate {
  return {
    name,
    judge: (facts) => {
      const no = refuse(facts);
      return { seen: see(facts), ...(no && { no }) };
    },
  };
}

/** The gates in the order in which they are asked; the first "no" decides. */
export const gates: readonly Gate[] = [
  gate(
    'campaign-live',
    ({ live, campaign }) => ({ live, enabled: campaign.enabled }),
    ({ live }) => (live ? undefined : skip('campaign-withdrawn')),
  ),
  gate(
    'where',
    ({ accepts }) => ({ accepts: accepts() }),
    ({ accepts }) => (accepts() ? undefined : skip('where-false')),
  ),
  gate(
    'years-in-range',
    ({ candidate, campaign }) => ({ years: candidate.years ?? null, ...yearRange(campaign.trigger) }),
    (facts) => (isYearInRange(facts) ? undefined : skip('year-out-of-range')),
  ),
  gate(
    'plausible-date',
    ({ date }) => ({ date: date?.value ?? null, suspect: date?.isSuspect ?? false }),
    ({ date }) => (date?.isSuspect ? skip(`suspect-date:${date.name}`) : undefined),
  ),
  gate(
    'consent',
    ({ campaign, customer, consentPolicy }) => ({
      category: campaign.category,
      consent: customer.fields.consent ?? null,
      policy: consentPolicy,
    }),
    ({ campaign, customer, consentPolicy }) =>
      hasConsent(campaign, customer, consentPolicy) ? undefined : skip('no-consent'),
  ),
  gate(
    'opt-out',
    ({ refused }) => ({ optedOut: refused.optedOut }),
    (facts) => (isOptedOut(facts) ? skip('opted-out') : undefined),
  ),
  gate(
    'suppression',
    ({ refused }) => ({ suppressed: refused.suppressed, erased: refused.erased }),
    (facts) => {
      if (facts.refused.erased) return skip('erased');
      return isSuppressed(facts) ? skip('suppressed') : undefined;
    },
  ),
  gate(
    'valid-address',
    ({ address }) => ({ address }),
    ({ address }) => (isMailableAddress(address) ? undefined : skip('invalid-address')),
  ),
  gate(
    'required-values',
    ({ missing }) => ({ missing: missing() }),
    ({ missing }) => {
      const [first] = missing();
      return first === undefined ? undefined : skip(`missing-value:${first}`);
    },
  ),
  gate(
    'not-recently-sent',
    ({ earlier }) => ({ earlier: earlier?.on ?? null }),
    ({ earlier }) => earlier && skip(earlier.reason),
  ),
  gate(
    'stop-flag',
    ({ customer }) => ({ stopped: isYes(customer, 'stopped') }),
    ({ customer }) => (isYes(customer, 'stopped') ? { kind: 'stop', reason: 'stop-flag' } : undefined),
  ),
  gate(
    'approval',
    ({ campaign, customer }) => ({
      approval: campaign.approval,
      approvalRequired: isYes(customer, 'approvalRequired'),
    }),
    (facts) => (needsApproval(facts) ? { kind: 'ask', reason: '' } : undefined),
  ),
];

function yearRange(trigger: Facts['campaign']['trigger']): Seen {
  const years = trigger.kind === 'date' ? trigger.years : undefined;
  return { from: years?.from ?? null, to: years?.to ?? null };
}

function isYearInRange({ campaign, candidate }: Facts): boolean {
  const range = campaign.trigger.kind === 'date' ? campaign.trigger.years : undefined;
  if (range === undefined || candidate.years === undefined) return true;
  return candidate.years >= range.from && (range.to === undefined || candidate.years <= range.to);
}

function isOptedOut({ campaign, refused }: Facts): boolean {
  if (campaign.category !== 'marketing') return false;
  return refused.optedOut.includes('marketing') || refused.optedOut.includes(campaign.identity);
}

function isSuppressed({ campaign, refused: { suppressed } }: Facts): boolean {
  return (
    suppressed.includes('everything') ||
    suppressed.includes(`campaign:${campaign.identity}`) ||
    (campaign.category === 'marketing' && suppressed.includes('marketing'))
  );
}

function needsApproval({ campaign, customer }: Facts): boolean {
  if (campaign.approval === 'flagged') return isYes(customer, 'approvalRequired');
  return campaign.approval === 'always';
}
