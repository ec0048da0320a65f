import { handleEach, type SqsHandler } from '../../runtime/sqs-batch.ts';
import { parseSendMessage } from '../../use-cases/message-schemas.ts';
import { type SendTools, sendMail } from '../../use-cases/send-mail.ts';
import { createTools } from './tools.ts';

/** Sends the mails that a batch of the send queue points to; only those that failed go back to the queue. */
export function createHandler(tools: SendTools): SqsHandler {
  return handleEach({
    parse: parseSendMessage,
    handle: (message, arrival) => sendMail(tools, message, arrival),
    log: tools.log,
    concurrency: 10,
  });
}

export const handler = createHandler(createTools());
