import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { MailIdentity } from './mail-identity.ts';
import type { WorkQueue } from './work-queue.ts';

export interface MailEventsProps {
  readonly mail: MailIdentity;
  readonly queue: WorkQueue;
}

/** Puts what SES says of this stage's mails on a queue, the event as it is. Other stages share the bus, not the configuration set. */
export class MailEvents extends Construct {
  constructor(scope: Construct, id: string, { mail, queue }: MailEventsProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: 'SES says what became of a mail: feedback',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Sent', 'Email Delivered', 'Email Bounced', 'Email Complaint Received', 'Email Rejected'],
        detail: { mail: { tags: { 'ses:configuration-set': [mail.configurationSet.configurationSetName] } } },
      },
      targets: [
        new SqsQueue(queue.queue, {
          deadLetterQueue: queue.deadLetters,
          retryAttempts: 20,
          maxEventAge: Duration.hours(12),
        }),
      ],
    });
  }
}
