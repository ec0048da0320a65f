import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { localAccessKeyId } from '../../local/cloud/functions/function-env.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';

/** Moves what lies in a queue's dead-letter queue back to it, as `aws sqs start-message-move-task` does; answers how much. */
export async function redrive(cloud: LocalCloud, deadLetters: string): Promise<number> {
  const { proxyUrl: endpoint, region } = cloud;
  const credentials = { accessKeyId: localAccessKeyId, secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const from = cloud.parts.queues.find(({ logicalId }) => logicalId === deadLetters);
  const source = cloud.parts.queues.find(({ redrive: policy }) => policy?.queueArn === from?.arn);
  if (!from || !source) throw new Error(`${deadLetters} is no queue's dead-letter queue.`);
  let moved = 0;
  try {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: from.url, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return moved;
      for (const { Body, ReceiptHandle } of Messages) {
        await sqs.send(new SendMessageCommand({ QueueUrl: source.url, MessageBody: Body }));
        await sqs.send(new DeleteMessageCommand({ QueueUrl: from.url, ReceiptHandle }));
        moved += 1;
      }
    }
  } finally {
    sqs.destroy();
  }
}
