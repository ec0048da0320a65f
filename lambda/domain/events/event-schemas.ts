import * as z from 'zod/mini';

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const recordId = z
  .union([z.string(), z.number()])
  .check(z.describe('Its id in your system, 1 to 64 characters without # and line breaks.'));

const recordFields = z
  .catchall(z.object({ id: recordId }), fieldValue)
  .check(
    z.describe(
      'Fields by key or column label. A field that is absent stays as it is; null or "" empties it. Fields that the record model does not know are kept as text under their own name.',
    ),
  );

const recordType = z
  .string()
  .check(
    z.describe(
      'The record type by key or label: customer, contract, purchase, program, delivery, enrolment, or one of your own.',
    ),
  );

/** `customer.upserted`: a customer is new or has changed. */
export const customerUpserted = z.strictObject({ customer: recordFields });

/** `customer.deleted`: a customer is gone. It removes the record; it does not erase the person. */
export const customerDeleted = z.strictObject({ customer: z.strictObject({ id: recordId }) });

/** `record.upserted`: a record of any type is new or has changed. */
export const recordUpserted = z.strictObject({ type: recordType, record: recordFields });

/** `record.deleted`: a record of any type is gone. */
export const recordDeleted = z.strictObject({ type: recordType, record: z.strictObject({ id: recordId }) });

/** Any other detail-type: something that a customer did. */
export const happening = z.strictObject({
  id: z.optional(
    recordId.check(
      z.describe(
        "The event's id: the same source, detail-type, customer and id are the same event, come again. Without it, that of the EventBridge event.",
      ),
    ),
  ),
  customer: z.nullish(z.union([z.string(), z.number()]).check(z.describe("The customer's id."))),
  email: z.nullish(z.string().check(z.describe("The customer's mail address, where the id is not known."))),
  at: z.nullish(
    z
      .string()
      .check(z.describe('When it happened: date, time and offset. Without it, the time of the EventBridge event.')),
  ),
  data: z.nullish(
    z.record(z.string(), z.unknown()).check(z.describe('Whatever templates are to say of it, as {{event.<name>}}.')),
  ),
});
