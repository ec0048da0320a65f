import type { BusinessDayPolicy } from '../calendar/business-days.ts';
import type { DateRule } from '../calendar/due.ts';
import type { DateDuration, Delay } from '../calendar/duration.ts';
import type { IsoDate } from '../calendar/plain-date.ts';
import type { Locale } from '../locale.ts';
import type { FieldValue } from '../records/record.ts';

/** One reference followed from a record to the next: `program.next` leads to a delivery. */
export interface Hop {
  readonly field: string;
  readonly target: string;
}

/**
 * How a trigger reaches customers from a date. `base` is where the path starts (`program`), `hops` lead to the
 * `holder` of the date (`delivery`), `field` is the date there.
 */
export interface DatePath {
  readonly base: string;
  readonly hops: readonly Hop[];
  readonly holder: string;
  readonly field: string;
  /**
   * From `base` to customers: `self` (base is the customer), `reference` (base.customer), or `through` a joining type.
   * `via`: references followed from the base first, where the one that is named is not the base's own.
   */
  readonly reach:
    | { readonly kind: 'self' }
    | { readonly kind: 'reference'; readonly field: string; readonly via?: readonly Hop[] }
    | {
        readonly kind: 'through';
        readonly type: string;
        /** The joining type's reference that meets the path (`enrolment.program`), and the type it points to. */
        readonly meets: Hop;
        /** References followed from the joining type first, where `meets` is not its own. */
        readonly joins?: readonly Hop[];
        /** The base's own reference to that type (`delivery.program`); absent when the base is of that type. */
        readonly baseField?: string;
        readonly via?: readonly Hop[];
        /** The joining type's reference to the customer. */
        readonly customerField: string;
        /** References followed from the joining type first, where `customerField` is not its own. */
        readonly customerVia?: readonly Hop[];
      };
}

/** A reference followed out of a record that is known already: `from` leads to `target`. */
export interface Step extends Hop {
  readonly from: string;
}

/** When a campaign mails, ready to be evaluated. */
export type Trigger =
  | {
      readonly kind: 'date';
      readonly path: DatePath;
      readonly rule: DateRule;
      /** For yearly rules: which years count, both included. */
      readonly years?: { readonly from: number; readonly to?: number };
    }
  | { readonly kind: 'monthly'; readonly day: number }
  | { readonly kind: 'once'; readonly date: IsoDate }
  | { readonly kind: 'event'; readonly event: string; readonly delay?: Delay; readonly oncePer?: DateDuration };

/** One line of a `where` map: the value at `type`.`key` must be one of `values`. */
export interface WhereClause {
  readonly type: string;
  readonly key: string;
  readonly values: readonly FieldValue[];
}

/** Whom: everyone, the clauses of a map (all must hold), or a CEL expression. */
export type Where =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'map'; readonly clauses: readonly WhereClause[] }
  | { readonly kind: 'cel'; readonly expression: string };

/** Whose address a mail goes to. */
export type Recipient =
  | { readonly kind: 'customer' }
  | { readonly kind: 'owner' }
  | { readonly kind: 'field'; readonly type: string; readonly key: string };

export type Category = 'marketing' | 'contract';

/** A campaign file's front matter, checked and resolved against the record model. */
export interface Campaign {
  readonly id: string;
  /** The first id of a chain of `replaces`: names the campaign in occurrence keys, so that renaming mails nobody again. */
  readonly identity: string;
  readonly name: string;
  readonly trigger: Trigger;
  /** Local time of the run, `HH:MM`. */
  readonly at: string;
  readonly timeZone: string;
  readonly where: Where;
  readonly category: Category;
  readonly to: Recipient;
  /** `From` address; absent = the stage's sender. 'owner' = the customer's owner. */
  readonly from?: string;
  readonly replyTo?: string;
  readonly approval: 'flagged' | 'always' | 'never';
  readonly approver?: string;
  /** Nobody approves mails of a campaign that they uploaded themselves. */
  readonly secondPerson?: boolean;
  readonly channel?: string;
  readonly notify: 'each' | 'digest' | 'failures';
  readonly validFor: DateDuration;
  readonly businessDays: BusinessDayPolicy;
  readonly notAgainWithin?: DateDuration;
  readonly expect?: number;
  readonly activeFrom?: IsoDate;
  readonly activeUntil?: IsoDate;
  readonly enabled: boolean;
  readonly locale: Locale;
  readonly contact?: string;
  /**
   * References out of the records on the trigger's path whose records `where`, the texts or `to` speak of, each after those
   * that lead to it. Absent when there are none.
   */
  readonly follows?: readonly Step[];
  /** The customer field (key or label) that holds when an earlier system last sent this. */
  readonly lastSentColumn?: string;
}

/**
 * A variable that must not be empty: `name` is what a reason shows (`name`, `delivery.title`), `path` where it is found.
 * With an `offset`, only the mail of that offset needs it, for its subject.
 */
export interface RequiredValue {
  readonly name: string;
  readonly path: readonly string[];
  readonly offset?: string;
}

/** One immutable, published form of a campaign, named by its content hash. Everything that can be done once has been done. */
export interface CampaignVersion {
  readonly version: string;
  readonly campaign: Campaign;
  /** Subject templates by ISO offset; the key '' serves every offset. */
  readonly subjects: Readonly<Record<string, string>>;
  /** Handlebars, partials and CSS inlined. */
  readonly html: string;
  /** Handlebars, the text part derived from the HTML. */
  readonly text: string;
  readonly required: readonly RequiredValue[];
}
