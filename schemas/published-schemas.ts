import { z } from 'zod';
import {
  customerDeleted,
  customerUpserted,
  happening,
  recordDeleted,
  recordUpserted,
} from '../lambda/domain/events/event-schemas.ts';
import { customerOptedOut, mailBounced, mailSent } from '../lambda/domain/events/outbound-schemas.ts';

/** The `detail` of one detail-type, as it is published. */
export interface PublishedSchema {
  /** File name in `schemas/`, without extension. */
  readonly name: string;
  readonly direction: 'in' | 'out';
  readonly detail: z.core.$ZodType;
  readonly description: string;
  readonly examples: readonly unknown[];
}

const mail = {
  ...{ campaign: 'birthday', customer: 'C0001', record: 'customer/C0001', date: '2027-03-14', dueOn: '2027-03-14' },
  messageId: '0106018e3c2f5a7b-1c2d3e4f-0000-4a5b-8c6d-7e8f90a1b2c3-000000',
};

/** Every format that other systems write or read, with examples that are kept right by the tests. */
export const publishedSchemas: readonly PublishedSchema[] = [
  {
    ...{ name: 'customer.upserted', direction: 'in', detail: customerUpserted },
    description: 'A customer is new or has changed.',
    examples: [
      { customer: { id: 'C0001', 氏名: '山田 花子', 顧客メールアドレス: 'hanako@example.com', 誕生日: '1990-03-14' } },
      { customer: { id: 'C0001', contractEnd: '2028-03-31', productA: true, note: null } },
    ],
  },
  {
    ...{ name: 'customer.deleted', direction: 'in', detail: customerDeleted },
    description:
      'A customer is gone from your system. The record is removed; opt-outs and the send log stay. To erase a person, use `fushime erase`.',
    examples: [{ customer: { id: 'C0001' } }],
  },
  {
    ...{ name: 'record.upserted', direction: 'in', detail: recordUpserted },
    description: 'A record of any type is new or has changed.',
    examples: [
      { type: 'contract', record: { id: 'K-2027-001', customer: 'C0001', name: '保守契約', endDate: '2028-03-31' } },
      { type: '配信', record: { id: 'D1-2', プログラムID: 'P1', 配信日: '2027/04/01', 件名: '第2回のご案内' } },
    ],
  },
  {
    ...{ name: 'record.deleted', direction: 'in', detail: recordDeleted },
    description: 'A record of any type is gone.',
    examples: [{ type: 'contract', record: { id: 'K-2027-001' } }],
  },
  {
    ...{ name: 'event', direction: 'in', detail: happening },
    description:
      'Something that a customer did: any other detail-type of 1 to 64 characters, such as document-downloaded. It starts the campaigns that have it as their trigger. Give the customer by id or, where that is not known, by email.',
    examples: [
      {
        ...{ id: 'download-5521', customer: 'C0001', at: '2027-03-01T10:00:00+09:00' },
        data: { title: '導入ガイド' },
      },
      { email: 'hanako@example.com' },
    ],
  },
  {
    ...{ name: 'mail.sent', direction: 'out', detail: mailSent },
    description: 'SES has taken a mail.',
    examples: [{ id: '5f0c6a1e9d3b47a2b8e1c4d7f6a90b12', ...mail, at: '2027-03-14T00:00:03.120Z' }],
  },
  {
    ...{ name: 'mail.bounced', direction: 'out', detail: mailBounced },
    description: 'A mail came back.',
    examples: [
      { id: '0b7de1c29f5a4c8e9a3d6b1f2e4c5d60', ...mail, at: '2027-03-14T00:00:09.480Z', reason: 'hard-bounce' },
    ],
  },
  {
    ...{ name: 'customer.opted-out', direction: 'out', detail: customerOptedOut },
    description: 'A customer wants no more of one campaign, or of all marketing mail.',
    examples: [
      {
        ...{ id: 'c3a9f0d17b2e4856a1d4e7f8b9c0a213', customer: 'C0001', scope: 'marketing' },
        ...{ at: '2027-03-15T02:11:40.002Z', source: 'one-click' },
      },
    ],
  },
];

/** The JSON Schema (2020-12) of a format's `detail`. */
export function toJsonSchema({ name, direction, detail, description, examples }: PublishedSchema): object {
  const { $schema, ...rest } = z.toJSONSchema(detail, { io: direction === 'in' ? 'input' : 'output' });
  return { $schema, title: name, description, ...rest, examples };
}
