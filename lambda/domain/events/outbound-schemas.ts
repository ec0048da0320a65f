import * as z from 'zod/mini';

const id = z
  .string()
  .check(z.describe('The same whenever the same happening is announced again: drop what you have seen before.'));
const customer = z.string().check(z.describe("The customer's id (顧客ID)."));
const instant = (what: string) => z.iso.datetime().check(z.describe(`${what}, ISO 8601 in UTC.`));
const day = (what: string) => z.iso.date().check(z.describe(what));

const mail = {
  id,
  campaign: z.string().check(z.describe("The campaign's id: its file's name.")),
  customer,
  record: z
    .string()
    .check(z.describe('`type/id` of the record that holds the date; the customer for events and whole lists.')),
  date: day('The nominal date: the birthday, the day on which the contract ends.'),
  dueOn: day('The day on which the mail was due.'),
  messageId: z.string().check(z.describe("SES's id of the mail; empty where a person has settled that it went out.")),
};

/** `mail.sent`: SES has taken a mail. */
export const mailSent = z.strictObject({ ...mail, at: instant('When it was handed over') });

/** `mail.bounced`: a mail came back. */
export const mailBounced = z.strictObject({
  ...mail,
  at: instant('When that was recorded'),
  reason: z.optional(z.string().check(z.describe('hard-bounce: for good. soft-bounce: for now.'))),
});

/** `customer.opted-out`: a customer wants no more of a campaign, or of all marketing mail. */
export const customerOptedOut = z.strictObject({
  id,
  customer,
  scope: z.string().check(z.describe('`marketing`, or the identity of one campaign: its id, or the first one it had.')),
  at: instant('When they said so'),
  source: z
    .string()
    .check(z.describe('By which way: one-click, preferences-page, or the word given to `fushime optout`.')),
});
