import type { IsoDate } from '../calendar/plain-date.ts';
import type { SendRef } from '../send-log/send-row.ts';

/** `broken` = a promise was not kept; `open` = not over yet, somebody or something is awaited; `remark` = for the reader to judge. */
export type Severity = 'broken' | 'open' | 'remark';

/** Everything that a check of the send log may find, and how grave it is. */
export const severities = {
  'no-row': 'broken',
  'run-missing': 'broken',
  'run-unplanned': 'broken',
  'run-undrained': 'broken',
  'same-message': 'broken',
  'sent-twice': 'broken',
  'unknown-word': 'broken',
  'version-missing': 'broken',
  'no-attempt': 'broken',
  'sent-early': 'broken',
  'sent-late': 'broken',
  'no-approval': 'broken',
  'no-person': 'broken',
  'refused-and-mailed': 'broken',
  'stopped-and-mailed': 'broken',
  overdue: 'broken',
  'run-awaited': 'open',
  'run-unfinished': 'open',
  uncertain: 'open',
  'changed-since': 'remark',
  'customer-gone': 'remark',
  'campaign-gone': 'remark',
  'same-address': 'remark',
  'several-attempts': 'remark',
  'approval-unknown': 'remark',
  'refused-meanwhile': 'remark',
} as const satisfies Readonly<Record<string, Severity>>;

export type FindingKind = keyof typeof severities;

/** One thing found: ids and dates only, so that the report may be kept and passed on. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly campaign: string;
  /** The due day that it is about. */
  readonly date: IsoDate;
  /** The sends that it is about; none when it is about a run. */
  readonly sends: readonly SendRef[];
  /** What was seen: instants (ISO UTC), words of the log, counts. */
  readonly seen: Readonly<Record<string, string | number>>;
}

/** What a finding is about: a send's row, a candidate without one, or a run without `customer` and `key`. */
export interface Concerned extends Partial<SendRef> {
  readonly campaign: string;
  readonly dueOn: IsoDate;
}

/** A finding with the severity of its kind; `others` are further sends that it is about. */
export function finding(
  kind: FindingKind,
  { campaign, dueOn, customer, key }: Concerned,
  seen: Finding['seen'] = {},
  others: readonly SendRef[] = [],
): Finding {
  const own = customer === undefined || key === undefined ? [] : [{ customer, key }];
  return { kind, severity: severities[kind], campaign, date: dueOn, sends: [...own, ...others], seen };
}
