/** Base64url of a text, as tags carry ids. */
export function tagged(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** What changes an event: the mail's tags, and the part that its type is told in. */
export interface EventChanges {
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly destination?: readonly string[];
  readonly told?: Readonly<Record<string, unknown>>;
  readonly messageId?: string;
}

const at = '2027-03-14T00:00:05.250Z';
const named = [{ emailAddress: 'hanako@example.com' }];
const failed = [{ emailAddress: 'hanako@example.com', action: 'failed', status: '4.2.2' }];

const types = {
  Send: ['Email Sent', 'send', {}],
  Reject: ['Email Rejected', 'reject', { reason: 'Bad content' }],
  Delivery: ['Email Delivered', 'delivery', { timestamp: at, recipients: ['hanako@example.com'] }],
  Bounce: [
    'Email Bounced',
    'bounce',
    { timestamp: at, bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: failed },
  ],
  Complaint: ['Email Complaint Received', 'complaint', { timestamp: at, complainedRecipients: named }],
  DeliveryDelay: ['Email Delivery Delayed', 'deliveryDelay', { timestamp: at, delayType: 'MailboxFull' }],
  Open: ['Email Opened', 'open', { timestamp: at }],
} as const;

/** An event of SES about the first attempt at a birthday mail of customer C1, as EventBridge's default bus carries it. */
export function anEvent(eventType: keyof typeof types, changes: EventChanges = {}) {
  const [detailType, part, fields] = types[eventType];
  return {
    version: '0',
    id: 'e1',
    'detail-type': detailType,
    source: 'aws.ses',
    account: '123456789012',
    time: '2027-03-14T00:00:05Z',
    region: 'ap-northeast-1',
    resources: ['arn:aws:ses:ap-northeast-1:123456789012:configuration-set/fushime'],
    detail: {
      eventType,
      mail: {
        timestamp: '2027-03-14T00:00:04.000Z',
        messageId: changes.messageId ?? 'm1',
        source: 'info@minamo.example.jp',
        destination: changes.destination ?? ['hanako@example.com'],
        headersTruncated: false,
        tags: {
          'ses:configuration-set': ['fushime'],
          campaign: ['birthday'],
          customer: [tagged('C1')],
          key: [tagged('birthday#customer/C1#2027#')],
          attempt: ['1'],
          ...changes.tags,
        },
      },
      [part]: { ...fields, ...changes.told },
    },
  };
}
