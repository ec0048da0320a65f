import type { Locale } from './locale.ts';
import type { RecordModel } from './records/record-model.ts';

/** What an unknown 配信同意 means: `required` = no marketing mail, `existing-customer` = allowed until somebody says no. */
export type ConsentPolicy = 'required' | 'existing-customer';

/** Who the mails come from, and what the law wants shown in them. */
export interface Sender {
  readonly name: string;
  /** The `From` address, of the stage's verified identity. */
  readonly email: string;
  /** Postal address. */
  readonly address: string;
  /** Where questions and complaints go: telephone, mail or URL. */
  readonly contact: string;
}

/** One stage's settings as the functions see them; they travel in the bundle. */
export interface StageConfig {
  readonly name: string;
  /** Language of cards, reports and errors. */
  readonly locale: Locale;
  /** The zone in which imported date-times become dates. */
  readonly timeZone: string;
  readonly consentPolicy: ConsentPolicy;
  readonly sender: Sender;
  /** The Teams channel for whatever names no other. */
  readonly defaultChannel: string;
  /** Who is asked for approval when a campaign names nobody; the owner by default. */
  readonly defaultApprover: string;
  readonly recordModel: RecordModel;
}
