/** What other systems hear on the stage's bus. Ids and dates only: they know names and addresses themselves. Instants are ISO UTC. */
export type OutboundEvent = { readonly id: string } & (
  | {
      readonly type: 'mail.sent' | 'mail.bounced';
      readonly detail: {
        readonly campaign: string;
        readonly customer: string;
        readonly record: string;
        readonly date: string;
        readonly dueOn: string;
        readonly messageId: string;
        readonly at: string;
        /** Of a bounce: `hard-bounce` or `soft-bounce`. */
        readonly reason?: string;
      };
    }
  | {
      readonly type: 'customer.opted-out';
      readonly detail: {
        readonly customer: string;
        /** A campaign's identity, or `marketing`. */
        readonly scope: string;
        readonly at: string;
        readonly source: string;
      };
    }
);
