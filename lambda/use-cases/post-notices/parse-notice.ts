import * as z from 'zod/mini';
import { isReason, isState } from '../../domain/cards/outcome-text.ts';
import type { SuspectCount } from '../../domain/import/upload.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import type { Reason, SendState } from '../../domain/send-log/send-state.ts';
import { gateCauses } from '../../domain/sending/mail-gate.ts';

const count = z.number().check(z.nonnegative());
const state = z.custom<SendState>((value) => typeof value === 'string' && isState(value));
const reason = z.custom<Reason>((value) => typeof value === 'string' && isReason(value));
const problem = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.object({ ja: z.string(), en: z.string() }),
});

const decision = z.literal(['send', 'ask', 'stop', 'skip']);
const eventProblem = z.object({ path: z.string(), explanation: z.object({ ja: z.string(), en: z.string() }) });

const digestEntry = z.object({
  campaign: z.string(),
  customer: z.string(),
  record: z.string(),
  path: z.record(z.string(), z.string()),
  nominal: z.iso.date(),
  dueOn: z.iso.date(),
  offset: z.string(),
  decision,
  reason,
});

const suspect = z.object({
  field: z.string(),
  cause: z.literal(['default-date', 'future-birthday', 'same-birthday']),
  value: z.optional(z.union([z.string(), z.number(), z.boolean()])),
  records: count,
});

const notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('send'), campaign: z.string(), customer: z.string(), key: z.string(), state, reason }),
  z.object({
    kind: z.literal('run'),
    campaign: z.string(),
    date: z.iso.date(),
    counts: z.record(z.string(), count),
  }),
  z.object({
    kind: z.literal('published'),
    campaign: z.string(),
    version: z.string(),
    // JSON leaves out what is undefined.
    nextRun: z.optional(z.iso.date()),
    due: count,
    lackingConsent: count,
  }),
  z.object({ kind: z.literal('rejected-file'), file: z.string(), problems: z.array(problem) }),
  z.object({ kind: z.literal('withdrawn'), campaign: z.string() }),
  z.object({ kind: z.literal('approval-reminder'), campaign: z.string(), customer: z.string(), key: z.string() }),
  z.object({
    kind: z.literal('digest'),
    date: z.iso.date(),
    entries: z.array(digestEntry),
    more: z.array(z.object({ campaign: z.string(), dueOn: z.iso.date(), decision, count })),
  }),
  z.object({ kind: z.literal('heartbeat'), scheduledTime: z.iso.datetime() }),
  z.object({ kind: z.literal('heartbeat-missed'), ids: z.array(z.string()) }),
  z.object({
    kind: z.literal('outcome-request'),
    campaign: z.string(),
    customer: z.string(),
    key: z.string(),
    isReminder: z.boolean(),
  }),
  z.object({
    kind: z.literal('run-held'),
    campaign: z.string(),
    date: z.iso.date(),
    mails: count,
    isMore: z.boolean(),
    limit: count,
    limitFrom: z.literal(['expect', 'usual', 'first-run']),
  }),
  z.object({
    kind: z.literal('run-missed'),
    campaign: z.string(),
    date: z.iso.date(),
    scheduledTime: z.iso.datetime(),
  }),
  z.object({
    kind: z.literal('run-unfinished'),
    campaign: z.string(),
    date: z.iso.date(),
    counts: z.record(z.string(), count),
  }),
  z.object({
    kind: z.literal('gate'),
    state: z.literal(['closed', 'open']),
    cause: z.literal(gateCauses),
    at: z.iso.datetime(),
    since: z.optional(z.iso.datetime()),
  }),
  z.object({
    kind: z.literal('imported'),
    file: z.string(),
    created: count,
    updated: count,
    unchanged: count,
    rejected: count,
    removed: z.optional(count),
    warnings: z.optional(count),
    suspects: z.optional(z.array(suspect)),
    type: z.optional(z.string()),
    errorFile: z.optional(z.string()),
  }),
  z.object({
    kind: z.literal('upload-held'),
    key: z.string(),
    at: z.iso.datetime(),
    rows: count,
    hold: z.optional(
      z.object({
        ...{ known: count, changed: count, stored: count, removed: count },
        ...{ lookedUp: z._default(count, 0), renumbered: z._default(count, 0) },
        isPartStored: z._default(z.boolean(), false),
        why: z.array(z.literal(['names-change', 'many-removed', 'other-ids', 'newer-stored'])),
      }),
    ),
    newerAt: z.optional(z.iso.datetime()),
  }),
  z.object({
    kind: z.literal('event-refused'),
    id: z.string(),
    detailType: z.string(),
    source: z.string(),
    problems: z.array(eventProblem),
  }),
  z.object({
    kind: z.literal('opted-out'),
    customer: z.string(),
    scope: z.string(),
    at: z.iso.datetime(),
    source: z.string(),
  }),
]);

/** Reads a message of the notice queue. Throws when it is not one. */
export function parseNotice(body: unknown): Notice {
  const parsed = notice.parse(body);
  switch (parsed.kind) {
    case 'published':
      return { ...parsed, nextRun: parsed.nextRun };
    case 'imported': {
      const { errorFile, type, removed, warnings, suspects, ...rest } = parsed;
      return {
        ...rest,
        ...(removed !== undefined && { removed }),
        ...(warnings !== undefined && { warnings }),
        ...(suspects !== undefined && { suspects: suspects.map(suspectOf) }),
        ...(type !== undefined && { type }),
        ...(errorFile !== undefined && { errorFile }),
      };
    }
    case 'upload-held': {
      const { hold, newerAt, ...rest } = parsed;
      return { ...rest, ...(hold !== undefined && { hold }), ...(newerAt !== undefined && { newerAt }) };
    }
    case 'gate': {
      const { since, ...rest } = parsed;
      return { ...rest, ...(since !== undefined && { since }) };
    }
    default:
      return parsed;
  }
}

function suspectOf({ value, ...rest }: z.infer<typeof suspect>): SuspectCount {
  return { ...rest, ...(value !== undefined && { value }) };
}
