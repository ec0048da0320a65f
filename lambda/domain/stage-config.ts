import type { BrakeSetting } from './brake/brake-setting.ts';
import type { ImportGuard } from './import/import-guard.ts';
import type { Locale } from './locale.ts';
import type { RetentionSetting } from './privacy/retention-days.ts';
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

/** An OpenID Connect provider, such as Entra ID. The client's secret is kept in Secrets Manager. */
export interface SignIn {
  /** `https://login.microsoftonline.com/<tenant>/v2.0`; its discovery document is read from there. */
  readonly issuer: string;
  readonly clientId: string;
  /** Addresses of colleagues who may decide in any approver's place. */
  readonly deputies: readonly string[];
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
  /** Who is mailed when Teams refuses a notice or nobody answers a heartbeat; also gets the alarms. */
  readonly operatorsEmail?: string;
  /** Local time (`HH:MM`) of the morning digest, in `timeZone`. */
  readonly digestAt: string;
  /** After how many hours without a decision an approver is also asked by mail. */
  readonly remindApproverAfterHours: number;
  /** How many mails in a row may come back for now (full mailbox, server down) before the address is suppressed. */
  readonly softBounceLimit: number;
  /** When a run is so much larger than usual that it waits for a person. @default `usualBrake` */
  readonly brake?: BrakeSetting;
  /** When an uploaded file changes so much that it waits for a person. @default `usualImportGuard` */
  readonly importGuard?: Partial<ImportGuard>;
  /** How long the send log is kept after a due day. */
  readonly retention?: RetentionSetting;
  /** The identity provider that approvers sign in with; without it, whoever holds the link decides by their name. */
  readonly signIn?: SignIn;
  /** Which part of the account's rate and 24-hour quota this stage may use, above 0 to 1. @default 1, all of it */
  readonly sendShare?: number;
  /**
   * Sends while the account is in the SES sandbox, to verified addresses only: for stages of developers.
   * @default false, all mails wait
   */
  readonly sendInSandbox?: boolean;
  readonly recordModel: RecordModel;
}
