import { Duration } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { EventBus } from './event-bus.ts';
import type { WorkQueue } from './work-queue.ts';

export interface InboundEventsProps {
  readonly bus: EventBus;
  readonly queue: WorkQueue;
}

/** Puts what other systems say on a queue, the event as it is. Our own announcements share the bus and are left out. */
export class InboundEvents extends Construct {
  constructor(scope: Construct, id: string, { bus, queue }: InboundEventsProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: 'Another system says that something happened: intake',
      eventBus: bus.bus,
      eventPattern: { source: Match.anythingBut('fushime') },
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
