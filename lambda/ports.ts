import type { IsoDate } from './domain/calendar/plain-date.ts';
import type { CampaignVersion } from './domain/campaign/campaign.ts';
import type { Manifest, ManifestEntry, RejectedFile } from './domain/campaign/manifest.ts';
import type { RunDecision, RunHold, RunRow } from './domain/campaign/run-row.ts';
import type { Refusals, SuppressionScope } from './domain/decision/refusals.ts';
import type { InboundEvent } from './domain/events/inbound-event.ts';
import type { OutboundEvent } from './domain/events/outbound-event.ts';
import type { KnownUpload, Upload, UploadDecision, UploadRef, UploadState } from './domain/import/upload.ts';
import type { LinkClaims } from './domain/links/link-claims.ts';
import type { OutgoingMail } from './domain/message/outgoing-mail.ts';
import type { CardAddress } from './domain/notices/card-address.ts';
import type { Heartbeat } from './domain/notices/heartbeat.ts';
import type { Notice } from './domain/notices/notice.ts';
import type { ConsentEntry } from './domain/privacy/consent-entry.ts';
import type { RefusalEntry } from './domain/privacy/refusal-entry.ts';
import type { Acceptance, FieldValue, NewRecord, RecordRef, StoredRecord } from './domain/records/record.ts';
import type { KeptDecision } from './domain/send-log/kept-decision.ts';
import type { SendRef, SendRow } from './domain/send-log/send-row.ts';
import type { Reason, SendState } from './domain/send-log/send-state.ts';
import type { GateClosing } from './domain/sending/close-gate.ts';
import type { ClosedGate, GateCause, GateState } from './domain/sending/mail-gate.ts';
import type { SendingQuota } from './domain/sending/sending-quota.ts';
import type { SignedInPerson, SignInAttempt, SignInOutcome } from './domain/sign-in/sign-in-attempt.ts';
import type { ImportMessage, PlanMessage, SendMessage } from './use-cases/messages.ts';

export type {
  CardAddress,
  Heartbeat,
  Manifest,
  ManifestEntry,
  OutgoingMail,
  Refusals,
  RejectedFile,
  RunRow,
  SignedInPerson,
  SignInAttempt,
  SignInOutcome,
};

/** The present instant. */
export interface Clock {
  nowMs(): number;
}

/** One page of an answer; `cursor` asks for the next one and is absent on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** A question to the one index over records. Answers are ids, eventually consistent, and must be verified against the record. */
export type IndexQuery =
  /** Records whose date is this month and day; in one year, or in any and none. */
  | {
      readonly by: 'date';
      readonly type: string;
      readonly field: string;
      readonly monthDay: string;
      readonly year?: number;
    }
  /** Records that refer to a record by this field. */
  | { readonly by: 'reference'; readonly type: string; readonly field: string; readonly id: string }
  /** Every record of a type. */
  | { readonly by: 'type'; readonly type: string }
  /** Records that have a mail address in one of their own fields, or once had it; by the address's keyed hash. */
  | { readonly by: 'address'; readonly type: string; readonly hash: string }
  /** Records with a date that looks made up and that nobody has accepted. */
  | { readonly by: 'suspect'; readonly type: string };

/** What became of a record that was put. */
export type PutResult = 'created' | 'updated' | 'unchanged';

/** Finds typed records by their keys and through their index, and reads them. */
export interface CustomerReader {
  get(ref: RecordRef): Promise<StoredRecord | undefined>;
  /** By `type/id`; records that do not exist are absent. */
  getMany(refs: readonly RecordRef[]): Promise<ReadonlyMap<string, StoredRecord>>;
  find(query: IndexQuery, cursor?: string): Promise<Page<string>>;
  /** Column labels beyond the record model that imports have brought, by type. */
  extraColumns(): Promise<Readonly<Record<string, readonly string[]>>>;
}

/** Typed records and their index. */
export interface CustomerStore extends CustomerReader {
  /**
   * Puts many records, each by itself; writes nothing for a record that is already so. The answer is in the order given.
   * `source` (a file's name, an event) is kept with the consents that the records give or take back.
   */
  putMany(records: readonly NewRecord[], source?: string): Promise<readonly PutResult[]>;
  /** Takes records away; true for each that was there. What customers consented to stays on record. */
  removeMany(refs: readonly RecordRef[]): Promise<readonly boolean[]>;
  /**
   * Takes a record away with all that was ever kept of it, former addresses and consents included. `leavesId` = its id may
   * stay for a time, as that of a record that was there. Idempotent; a stopped one is found by the record's references.
   */
  erase(ref: RecordRef, options?: { readonly leavesId?: boolean }): Promise<void>;
  /** Lets a date that looks made up start mails, if the record still has this value; else false. Who was first stays on record. */
  acceptSuspect(ref: RecordRef, field: string, value: FieldValue, by: Acceptance): Promise<boolean>;
  /** The keyed hashes of the mail addresses that a record has in its own fields, or once had. */
  addressHashes(ref: RecordRef): Promise<readonly string[]>;
  /** When a customer consented and took that back as records tell it, oldest first. */
  consents(customer: string): Promise<readonly ConsentEntry[]>;
  addExtraColumns(type: string, labels: readonly string[]): Promise<void>;
}

/** Whom a refusal is about: a customer, or an address by its keyed hash. */
export type Subject =
  | { readonly kind: 'customer'; readonly id: string }
  | { readonly kind: 'address'; readonly hash: string }
  /** A customer's id that is not to be kept itself, by its keyed hash. */
  | { readonly kind: 'id'; readonly hash: string };

/** Opt-outs, suppressions and erasures. */
export interface RefusalStore {
  /** Records that the subjects have been erased: they get no mail any more, and no import stores them again. Idempotent. */
  erase(subjects: readonly Subject[], at: string, source: string): Promise<void>;
  /** Every change of what the subject refuses, oldest first. */
  ledger(subject: Subject): Promise<readonly RefusalEntry[]>;
  /** Takes away all that is kept under a subject, the ledger included: for ids that themselves are an address or a name. Idempotent. */
  forget(subject: Subject): Promise<void>;
  /** What holds for any of the subjects, merged, for each list of subjects in the order given. */
  getMany(subjects: readonly (readonly Subject[])[]): Promise<readonly Refusals[]>;
  /** Records that the subjects want no more of `scope` (a campaign identity or `marketing`). Idempotent. */
  optOut(subjects: readonly Subject[], scope: string, at: string, source: string): Promise<void>;
  /** Takes an opt-out back. Idempotent. */
  optIn(subjects: readonly Subject[], scope: string, at: string, source: string): Promise<void>;
  /** Records that the subjects must not be mailed within the scopes. Idempotent. */
  suppress(
    subjects: readonly Subject[],
    scopes: readonly SuppressionScope[],
    cause: 'bounce' | 'complaint',
    at: string,
  ): Promise<void>;
  /** Counts a mail that came back for now; answers how many did since the last one that arrived. A mail counts once. */
  countSoftBounce(subject: Subject, messageId: string, at: string): Promise<number>;
  /** Forgets the mails that came back before `at`, as one has arrived. */
  forgetSoftBounces(subject: Subject, at: string): Promise<void>;
}

/** Turns an address into the keyed hash under which refusals know it. */
export interface AddressHasher {
  hash(address: string): Promise<string>;
}

/** Versions, the live manifest, runs and watermarks. */
export interface CampaignStore {
  manifest(): Promise<Manifest>;
  /** Replaces the manifest if it still has revision `manifest.revision - 1`; false when somebody else was first. */
  putManifest(manifest: Manifest): Promise<boolean>;
  version(campaign: string, version: string): Promise<CampaignVersion | undefined>;
  /** Stores a version; storing the same one again changes nothing. */
  putVersion(version: CampaignVersion): Promise<void>;
  /** The last day whose dues were planned in full. */
  watermark(campaign: string): Promise<IsoDate | undefined>;
  /** Moves the watermark forward; never back. */
  advanceWatermark(campaign: string, day: IsoDate): Promise<void>;
  /** Opens the run's row if there is none, or again if it was drained; returns the row as it then is. */
  openRun(run: RunRow): Promise<RunRow>;
  addRunCounts(campaign: string, date: IsoDate, counts: Readonly<Record<string, number>>): Promise<void>;
  /**
   * Marks the run planned (last page written), drained (no row of it waits for a sender) or people told that it is held.
   * False when it already was.
   */
  markRun(
    campaign: string,
    date: IsoDate,
    mark: 'plannedAt' | 'drainedAt' | 'heldToldAt',
    at: string,
  ): Promise<boolean>;
  run(campaign: string, date: IsoDate): Promise<RunRow | undefined>;
  /** The campaign's last runs, newest first, at most `limit`: those from a day on, those before a day. */
  lastRuns(
    campaign: string,
    within: { readonly from?: IsoDate; readonly before?: IsoDate; readonly limit: number },
  ): Promise<readonly RunRow[]>;
  /** Notes that the brake holds an opened run, or what is known better of it by now; true for who is the first. */
  holdRun(campaign: string, date: IsoDate, held: RunHold): Promise<boolean>;
  /** Records a person's word on a held run, once. Answers the first one, which stands; undefined when nothing is held. */
  decideRun(campaign: string, date: IsoDate, decision: RunDecision): Promise<RunDecision | undefined>;
  /** Runs not yet drained, oldest first. */
  openRuns(): Promise<readonly RunRow[]>;
}

/** What a change of a send's state may also set. */
export interface SendPatch {
  readonly state: SendState;
  readonly reason: Reason;
  readonly at: string;
  readonly version?: string;
  readonly messageId?: string;
  /** The nominal date, when it is another than it was. */
  readonly date?: IsoDate;
  readonly dueOn?: IsoDate;
  readonly path?: Readonly<Record<string, string>>;
  /** Instant (ISO UTC) before which a waiting row is left alone; kept only while the row waits. */
  readonly notBefore?: string;
  /** Counts an attempt, which begins at this instant (ISO UTC). */
  readonly sentAt?: string;
  /** The keyed hash of the address that the attempt is for. */
  readonly addressHash?: string;
  /** Moves the row only if so many attempts have been counted. */
  readonly afterAttempt?: number;
  /** Moves the row only if this is still its due day. */
  readonly whileDueOn?: IsoDate;
  /** Adds what was decided. */
  readonly decided?: KeptDecision;
  /** Instant, ISO UTC. */
  readonly remindedAt?: string;
}

/** The send log. Every change is conditional on the state before. */
export interface SendLog {
  get(ref: SendRef): Promise<SendRow | undefined>;
  /** By `customer#key` (`sendName`); absent rows are absent. Strongly consistent. */
  getMany(refs: readonly SendRef[]): Promise<ReadonlyMap<string, SendRow>>;
  /** Writes a new row; when there is one already, changes nothing and returns that one. */
  insert(row: SendRow, notBefore?: string): Promise<SendRow | undefined>;
  /** Moves a row to `patch.state` if it is now in one of `from` and `patch` finds it as it says (`afterAttempt`, `whileDueOn`); false otherwise. */
  move(ref: SendRef, from: readonly SendState[], patch: SendPatch): Promise<boolean>;
  /** Takes out of a customer's rows what people wrote in their own words; answers how many rows had any. Idempotent. */
  eraseWords(customer: string): Promise<number>;
  /** Takes away rows of a customer, all or those of these keys: where ids themselves tell who it is. Answers how many. Idempotent. */
  forget(customer: string, keys?: readonly string[]): Promise<number>;
  /** A customer's rows whose key starts with `prefix`. */
  ofCustomer(customer: string, prefix: string): Promise<readonly SendRow[]>;
  /** Rows of a run's day, in pages. */
  byRun(campaign: string, dueOn: IsoDate, cursor?: string): Promise<Page<SendRef>>;
  /** Rows that wait and whose time has come, in pages. */
  waiting(untilIso: string, cursor?: string): Promise<Page<SendRef>>;
}

/** What the mail service said. `unknown` = it may or may not have gone out. Delays are in milliseconds. */
export type MailOutcome =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'rejected'; readonly error: string }
  | {
      readonly kind: 'held';
      readonly reason: 'quota' | 'paused';
      readonly retryAfterMs: number;
      readonly error: string;
      /** Why it would take no other mail either; absent where the next one may well leave. */
      readonly cause?: GateCause;
    }
  | { readonly kind: 'unknown'; readonly error: string };

/** Whether a mail may be handed over now. `held` = it waits, and is tried again after so many milliseconds. */
export type Turn =
  | { readonly kind: 'go' }
  | { readonly kind: 'held'; readonly reason: 'quota' | 'paused'; readonly retryAfterMs: number };

/** Keeps all senders together within the account's rate and quota, and back while the gate is closed. */
export interface MailPace {
  /** Waits until it is one more mail's turn: for `patienceMs` at most, two minutes unless told. */
  turn(patienceMs?: number): Promise<Turn>;
}

/** A stretch at the end of the line of mails; it begins no later than `latestMs`. In milliseconds. */
export interface Stretch {
  readonly nowMs: number;
  readonly spanMs: number;
  readonly latestMs: number;
}

/** The one line that the mails of all senders stand in. */
export interface SendingLine {
  /** Takes a stretch, from now on where nobody stands; `fromMs` = where it begins or, when that is too late, would begin. */
  join(stretch: Stretch): Promise<{ readonly taken: boolean; readonly fromMs: number }>;
}

/** What the last reading of the 24-hour quota leaves, for all senders alike. */
export interface SendingRoom {
  /** Counts a mail against the `room` that the reading at `readAt` left: full, or stale when there is another reading now. */
  take(readAt: string, room: number): Promise<'taken' | 'full' | 'stale'>;
}

/** Whether mail leaves the account at all, for all functions alike. */
export interface MailGate {
  read(): Promise<GateState>;
  /** Closes it, or keeps it closed for longer. True for the caller who closed it. */
  close(closing: GateClosing, at: string): Promise<boolean>;
  /** Opens it if it still is as it was seen; false when somebody has closed it anew. */
  open(seen: ClosedGate, at: string): Promise<boolean>;
}

/** The account's quota as last read, for all functions alike. */
export interface SendingQuotas {
  read(): Promise<SendingQuota | undefined>;
  note(quota: SendingQuota): Promise<void>;
}

/** What the mail service says of the account. Throws when it does not answer. */
export interface MailAccount {
  quota(): Promise<Omit<SendingQuota, 'readAt'>>;
  /** Why it would take no mail from us now; undefined when it would. */
  hindrance(): Promise<GateCause | undefined>;
}

/** Remembers, for some weeks, what people have been told once. */
export interface ToldOnce {
  has(name: string): Promise<boolean>;
  /** When they were last told it (ISO UTC); undefined when never. */
  toldAt(name: string): Promise<string | undefined>;
  note(name: string, at: string): Promise<void>;
}

/** Hands a mail to the mail service, once. Never throws for what the service answers. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<MailOutcome>;
}

/** Makes the links that stand in mails and cards. */
export interface Links {
  /** The URL of the page that the claims are for. */
  to(claims: LinkClaims): Promise<string>;
}

/** The questions whether cards still arrive, and what came of them. */
export interface Heartbeats {
  /** Notes that a question was asked; asking the same one again changes nothing. */
  ask(heartbeat: Pick<Heartbeat, 'id' | 'place' | 'askedAt'>): Promise<void>;
  get(id: string): Promise<Heartbeat | undefined>;
  /** Notes the first answer. False when there is no such question. */
  answer(id: string, at: string): Promise<boolean>;
  /** Questions neither answered nor reported. */
  open(): Promise<readonly Heartbeat[]>;
  /** True for the one caller who is to report that nobody answered. */
  report(id: string, at: string): Promise<boolean>;
}

/** A campaign's daily schedule. */
export interface DailySchedule {
  readonly campaign: string;
  /** Local time, `HH:MM`. */
  readonly at: string;
  readonly timeZone: string;
}

/** The schedules that start campaigns. */
export interface Schedules {
  /** The campaigns that have a daily schedule now. */
  list(): Promise<readonly string[]>;
  /** Creates or replaces a campaign's daily schedule. True when something had to change. */
  ensureDaily(schedule: DailySchedule): Promise<boolean>;
  /** Removes a campaign's daily schedule; nothing happens when there is none. */
  removeDaily(campaign: string): Promise<void>;
  /** Puts a message on the plan queue at an instant, once; the schedule deletes itself. Repeating it changes nothing. */
  once(name: string, atMs: number, message: PlanMessage): Promise<void>;
}

/** One file in the template bucket. */
export interface BucketFile {
  readonly key: string;
  readonly text: string;
  /** Address of who uploaded it, as the upload itself says; absent where it says none. */
  readonly uploadedBy?: string;
}

/** The template bucket. */
export interface TemplateStore {
  /** Every file under `campaigns/` and `partials/` as it is now. */
  readAll(): Promise<readonly BucketFile[]>;
}

/** The queues between the functions. Batches of any size; the adapter cuts them. */
export interface Queues {
  plan(messages: readonly PlanMessage[]): Promise<void>;
  send(messages: readonly SendMessage[]): Promise<void>;
  /** `afterSeconds` as with `notify`. */
  import(messages: readonly ImportMessage[], options?: { readonly afterSeconds: number }): Promise<void>;
  /** `afterSeconds`: how long the queue keeps them back, 900 at most. */
  notify(notices: readonly Notice[], options?: { readonly afterSeconds: number }): Promise<void>;
}

/** What lies on the send queue. */
export interface SendBacklog {
  /** True when no mail waits there to be taken; SQS counts approximately. */
  isEmpty(): Promise<boolean>;
}

/** What came of a post to Teams. `retryAfterMs` is what the other side asked for, if it did. */
export type PostOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly status: number; readonly retryable: boolean; readonly retryAfterMs?: number };

/** Posts cards. */
export interface NoticeChannel {
  /** Every address that has a webhook of its own, and the default one as a channel named ''. */
  addresses(): Promise<readonly CardAddress[]>;
  /** Posts a payload to the address, or to the stage's default channel when the address has no webhook of its own. */
  post(address: CardAddress, payload: unknown): Promise<PostOutcome>;
}

/** The company's identity provider (OpenID Connect). Throws SignInError when it does not answer or is set up wrongly. */
export interface SignInProvider {
  /** The provider's page to send the browser to; it comes back to `redirectUri`. */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly attempt: SignInAttempt }>;
  /** Reads the answer in the URL that the browser came back with: `redirectUri` and the provider's parameters. */
  finish(callbackUrl: string, attempt: SignInAttempt): Promise<SignInOutcome>;
}

/** The files that people and systems put under `imports/`, and how far each has come. */
export interface Uploads {
  /** What is known of an upload; undefined when nothing is. */
  get(ref: UploadRef): Promise<Upload | undefined>;
  /** The last upload under this key; undefined when there was none. */
  latest(key: string): Promise<Upload | undefined>;
  /**
   * Notes a file that has come. False, and nothing is noted, when it is known; another version of it that came within the same
   * second is forgotten, with what a person said of it.
   */
  begin(upload: Omit<Upload, 'decision'>): Promise<boolean>;
  /**
   * Notes how far an upload has come; what a person decided stays. False, and nothing is noted, when it is in none of the
   * states `from` any more, or is of another version by now: somebody else has brought it further.
   */
  note(upload: Omit<Upload, 'decision'>, from: readonly UploadState[]): Promise<boolean>;
  /** Records a person's word on an upload that waits, once. Answers the first one, which stands; undefined when it does not wait. */
  decide(ref: UploadRef, decision: UploadDecision): Promise<UploadDecision | undefined>;
  /** Uploads that wait for a person, oldest first. */
  held(): Promise<readonly Upload[]>;
  /** All uploads of a record type that are known, in any order. */
  ofType(type: string): Promise<readonly KnownUpload[]>;
}

/** An uploaded file, on local disk from the first reading on. */
export interface FetchedFile {
  /** Which version of the file this is. */
  readonly etag: string;
  /** Whoever uploaded it says that it is the whole of its type, and that removing many records is meant. */
  readonly isFull: boolean;
  readonly isMeant: boolean;
  /** Its bytes from the start, however often. Throws UnreadableFile when it is too large. */
  open(): AsyncIterable<Uint8Array>;
  /** Takes it off the disk. */
  discard(): Promise<void>;
}

/** A list of problems that is written piece by piece and stored at once. */
export interface ErrorFile {
  write(text: string): Promise<void>;
  store(): Promise<void>;
  /** Takes it off the disk. */
  discard(): Promise<void>;
}

/** Files under `imports/`, and the answers to them. */
export interface ImportFiles {
  /** Undefined when it is gone. */
  fetch(key: string): Promise<FetchedFile | undefined>;
  errorFile(key: string): ErrorFile;
}

/** Where other systems hear what happened. At least once each; `id` tells repetitions. */
export interface OutboundEvents {
  /** Answers the ids of those that the bus did not take. */
  announce(events: readonly OutboundEvent[]): Promise<readonly string[]>;
}

/** What the latest events said of records, and when: events overtake each other. Forgotten after some weeks. */
export interface EventTimes {
  /**
   * Takes in an event of the time `at` (ISO UTC) about a record, and no other about the same record meanwhile: who compares
   * times and then writes could be overtaken in between. `work` is given the time of the latest event about each field, under
   * '' of the latest that took the record away, and answers of which of these the event has spoken. That is noted last: an
   * event that comes again after a crash is not overtaken by itself.
   */
  inTurn(
    ref: RecordRef,
    at: string,
    work: (times: Readonly<Record<string, string>>) => Promise<readonly string[]>,
  ): Promise<void>;
}

/** Events that cannot be taken, kept for a person to look at and send again. */
export interface RefusedEvents {
  /** Keeps a message as it came, with the reason in words beside it. */
  keep(body: string, reason: string): Promise<void>;
}

/** What a request by HTTP was answered with, as JSON. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

/** A request that carries an idempotency key: the key's name, what was asked, and whose attempt this is. */
export interface KeyClaim {
  readonly name: string;
  readonly fingerprint: string;
  readonly owner: string;
  readonly atMs: number;
}

/** What an idempotency key says. `seed` and `firstMs`, when the first one began, are the same for every attempt at one request. */
export type KeyStanding =
  | { readonly kind: 'begun'; readonly seed: string; readonly firstMs: number }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'other-request' };

/** Idempotency keys of callers, for a day. An attempt that has said nothing for a minute may be taken up by another. */
export interface IdempotencyKeys {
  begin(claim: KeyClaim): Promise<KeyStanding>;
  /** Keeps the answer. */
  finish(claim: KeyClaim, answer: KeptAnswer): Promise<void>;
  /** Lets the next attempt at the same request begin at once. */
  giveUp(claim: KeyClaim): Promise<void>;
}

/** Where events that other systems posted wait to be read. */
export interface EventInbox {
  /** Throws QueueError unless all were taken. */
  put(events: readonly InboundEvent[]): Promise<void>;
}

/** Where files to import are put. */
export interface UploadDrop {
  /** `isFull`: the file is the whole of its type. Putting the same again is as good as once. */
  put(key: string, file: { readonly bytes: Uint8Array; readonly isFull: boolean }): Promise<void>;
}

/** Structured log: an event from a fixed vocabulary and ids. */
export interface Log {
  info(event: string, ids?: Readonly<Record<string, string | number | boolean>>): void;
  warn(event: string, ids?: Readonly<Record<string, string | number | boolean>>): void;
  error(event: string, ids?: Readonly<Record<string, string | number | boolean>>): void;
}
