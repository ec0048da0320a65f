import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { TemplateBucket } from './template-bucket.ts';
import type { WorkQueue } from './work-queue.ts';

export interface FileEventsProps {
  readonly templates: TemplateBucket;
  readonly prefixes: readonly string[];
  readonly on: readonly ('Object Created' | 'Object Deleted')[];
  readonly queue: WorkQueue;
  readonly description: string;
}

/** Puts a message on a queue, the S3 event as it is, when a file changes under one of the prefixes. */
export class FileEvents extends Construct {
  constructor(scope: Construct, id: string, { templates, prefixes, on, queue, description }: FileEventsProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description,
      eventPattern: {
        source: ['aws.s3'],
        detailType: [...on],
        detail: {
          bucket: { name: [templates.bucketName] },
          object: { key: prefixes.map((prefix) => ({ prefix })) },
        },
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
