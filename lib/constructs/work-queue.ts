import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { triesAtMost } from '../../lambda/domain/tries-at-most.ts';
import { type Job, jobSizes } from '../jobs/job.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { JobFunction } from './job-function.ts';

export interface WorkQueueProps {
  /** The job that takes from this queue. */
  readonly consumer: Job;
  /** Messages per call at most. */
  readonly batchSize: number;
  /** Calls at the same time at most. Lambda takes no fewer than 2. */
  readonly maxConcurrency: number;
  /** How long to gather a batch. @default 0, no waiting */
  readonly gatherSeconds?: number;
}

/** A queue of small messages for one job, with its own dead-letter queue for what failed five times. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #props: WorkQueueProps;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.#props = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: six times the timeout, plus the window.
      visibilityTimeout: Duration.seconds(6 * jobSizes[props.consumer].timeoutSeconds + (props.gatherSeconds ?? 0)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: triesAtMost },
    });
  }

  /** The queue's URL, as functions are told it. */
  get url(): string {
    return this.queue.queueUrl;
  }

  /** The queue's ARN, as functions are told it. */
  get arn(): string {
    return this.queue.queueArn;
  }

  /** Puts messages on the queue. */
  grantSend(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['sqs:SendMessage'], resourceArns: [this.queue.queueArn] });
  }

  /** Puts messages that can never be handled straight among the dead letters. */
  grantRefuse(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['sqs:SendMessage'], resourceArns: [this.deadLetters.queueArn] });
  }

  /** Sees how many messages wait on the queue. */
  grantCount(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['sqs:GetQueueAttributes'], resourceArns: [this.queue.queueArn] });
  }

  /** Has the consumer called with batches; only the messages that it reports as failed come again. */
  feed<J extends Job>(consumer: JobFunction<J>): void {
    const { batchSize, maxConcurrency, gatherSeconds } = this.#props;
    if (consumer.job !== this.#props.consumer) throw new Error(`${this.node.path} is not for ${consumer.job}`);
    consumer.function.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        maxConcurrency,
        reportBatchItemFailures: true,
        ...(gatherSeconds === undefined ? {} : { maxBatchingWindow: Duration.seconds(gatherSeconds) }),
      }),
    );
  }
}
