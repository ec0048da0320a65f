import { Construct } from 'constructs';
import { WorkQueue } from './work-queue.ts';

/** The queues between the functions. */
export class WorkQueues extends Construct {
  /** Something under `campaigns/` or `partials/` changed. */
  readonly publish = new WorkQueue(this, 'Publish', { consumer: 'publish', batchSize: 10, maxConcurrency: 2 });
  /** A run is due, goes on, or a waiting row is to be decided again. */
  readonly plan = new WorkQueue(this, 'Plan', { consumer: 'plan', batchSize: 1, maxConcurrency: 5 });
  /** A planned row is to be sent. */
  readonly send = new WorkQueue(this, 'Send', { consumer: 'send', batchSize: 10, maxConcurrency: 10 });
  /** A person should know something. Gathered, so that many notices become few cards. */
  readonly notice = new WorkQueue(this, 'Notice', {
    consumer: 'notify',
    batchSize: 100,
    maxConcurrency: 2,
    gatherSeconds: 30,
  });
  /** SES says what became of a mail: two events for most mails, soon after each other. */
  readonly feedback = new WorkQueue(this, 'Feedback', {
    consumer: 'feedback',
    batchSize: 50,
    maxConcurrency: 5,
    gatherSeconds: 5,
  });
  /** A file was uploaded under `imports/`. */
  readonly import = new WorkQueue(this, 'Import', { consumer: 'import', batchSize: 1, maxConcurrency: 2 });
  /** Another system says that something happened. Few at the same time, as two about one record may pass each other. */
  readonly events = new WorkQueue(this, 'Events', { consumer: 'intake', batchSize: 10, maxConcurrency: 2 });
}
