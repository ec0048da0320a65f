import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean()]);
const instant = z.string().describe('ISO 8601, UTC');
const day = z.string().describe('YYYY-MM-DD');

const field = z.object({
  field: z.string().describe('Key in the record model, or the column’s own label'),
  label: z.string().describe('What people call it, in the language of the stage'),
  value,
  suspect: z.literal(true).optional().describe('A date that looks made up: it starts no mail'),
  accepted: z
    .object({ by: z.string().describe('The role, not the name'), at: instant })
    .optional()
    .describe('A date that looked made up and that a colleague has accepted'),
});

const record = z.object({
  type: z.string(),
  typeLabel: z.string(),
  id: z.string(),
  changedAt: instant.optional(),
  fields: z.array(field),
});

const mail = z.object({
  campaign: z.string(),
  campaignName: z.string().optional(),
  record: z.string(),
  date: day,
  dueOn: day,
  offset: z.string(),
  state: z.string(),
  reason: z.string(),
  inWords: z.string().describe('State and reason in the language of the stage'),
  at: instant,
  sentAt: instant.optional(),
  messageId: z.string().optional(),
  decisions: z
    .array(
      z.object({
        decision: z.string(),
        by: z.string().describe('The role, not the name'),
        at: instant,
        comment: z.string(),
      }),
    )
    .optional(),
});

const consent = z.object({
  category: z.enum(['marketing', 'contract']),
  scope: z.string().describe('A campaign’s identity, or "everything" of the category'),
  what: z.enum(['given', 'withdrawn', 'unknown']),
  at: instant,
  source: z.string(),
});

const refusal = z.object({
  about: z.enum(['customer', 'address']),
  what: z.enum(['opt-out', 'opt-in', 'suppress', 'erase']),
  scope: z.string(),
  at: instant,
  source: z.string(),
});

/** All that is kept of a person, as `fushime export` writes it. */
export const personExportSchema = z
  .object({
    format: z.literal('fushime-export/1'),
    exportedAt: instant,
    customer: z.string(),
    sender: z.object({ name: z.string(), address: z.string(), contact: z.string() }),
    profile: record.nullable().describe('null when the customer is gone'),
    related: z.array(record).describe('Contracts, purchases, enrolments, events …'),
    mails: z.array(mail),
    consents: z.array(consent).describe('Oldest first'),
    refusals: z.object({
      optedOut: z.array(z.string()),
      suppressed: z.array(z.string()),
      erased: z.boolean(),
      history: z.array(refusal).describe('Oldest first'),
    }),
    retention: z.array(z.object({ what: z.string(), until: z.string() })),
    remarks: z.array(z.string()),
  })
  .describe('Everything that Fushime keeps of one customer');

/** All that is kept of a person. */
export type PersonExport = z.output<typeof personExportSchema>;
