/** All that an independent checker is given of a week: plain data, as people and services saw it. Instants in ms. */
export interface WeekRecords {
  readonly endMs: number;
  /** From here on nothing was done to anything. */
  readonly calmFromMs: number;
  readonly campaigns: readonly CampaignRecord[];
  /** Campaigns' changes, oldest first. */
  readonly published: readonly { readonly atMs: number; readonly id: string; readonly enabled: boolean }[];
  /** Customers' and events' records, as they were stored, oldest first. */
  readonly data: readonly DataRecord[];
  readonly mails: readonly MailRecord[];
  /** Addresses of mails that SES refused for what they were. */
  readonly refused: readonly string[];
  readonly rows: readonly RowRecord[];
  /** States that rows went through, oldest first. */
  readonly steps: readonly StepRecord[];
  /** Cards that Teams took and mails to colleagues: all that people were told. */
  readonly told: readonly { readonly atMs: number; readonly text: string }[];
  readonly acts: readonly ActRecord[];
  readonly deadLetters: readonly DeadLetterRecord[];
  /** Messages of schedules that fire once and could not be delivered. */
  readonly undelivered: readonly string[];
  /** Messages that nobody has done with at the end. */
  readonly queued: number;
  /** Runs that were never closed. */
  readonly openRuns: readonly string[];
  /** Times in which SES took no mail, and whether its quota was less than was due. */
  readonly outages: readonly { readonly fromMs: number; readonly untilMs: number }[];
  readonly isQuotaTight: boolean;
  /** Every attempt that was handed to SES, whatever it said. */
  readonly handed: readonly HandedRecord[];
}

export interface CampaignRecord {
  readonly id: string;
  readonly name: string;
  readonly occasion:
    | { readonly kind: 'yearly'; readonly field: string }
    | { readonly kind: 'before'; readonly field: string; readonly days: readonly number[] }
    | { readonly kind: 'within'; readonly field: string; readonly days: number }
    | { readonly kind: 'once'; readonly date: string }
    | { readonly kind: 'event'; readonly event: string; readonly delayDays: number };
  readonly category: 'marketing' | 'contract';
  readonly approval: 'flagged' | 'always';
  readonly onlyProductA: boolean;
  readonly validDays: number;
  readonly movesToWorkingDay: boolean;
  readonly hour: number;
}

export interface DataRecord {
  readonly atMs: number;
  readonly type: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

export interface MailRecord {
  readonly atMs: number;
  readonly messageId: string;
  readonly senderBeganMs: number;
  readonly to: string;
  readonly subject: string;
  readonly customer: string;
  readonly key: string;
  readonly attempt: number;
}

export interface HandedRecord {
  readonly customer: string;
  readonly key: string;
  readonly attempt: number;
  /** The call of the sender. */
  readonly by: string;
}

export interface RowRecord {
  readonly customer: string;
  readonly key: string;
  readonly campaign: string;
  readonly date: string;
  readonly dueOn: string;
  readonly offset: string;
  readonly state: string;
  readonly reason: string;
  readonly attempt: number;
}

export interface StepRecord {
  readonly atMs: number;
  readonly customer: string;
  readonly key: string;
  readonly state: string;
  readonly reason: string;
}

export interface ActRecord {
  readonly kind: string;
  readonly customer: string;
  readonly key?: string;
  readonly campaign: string;
  readonly date: string;
  readonly offset: string;
  readonly subject: string;
  readonly fromMs: number;
  readonly doneMs?: number;
}

export interface DeadLetterRecord {
  readonly queue: string;
  readonly body: string;
  readonly receives: number;
  readonly faultyReceives: number;
}
