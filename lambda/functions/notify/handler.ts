import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../runtime/sqs-batch.ts';
import type { NoticeTools } from '../../use-cases/post-notices/notice-tools.ts';
import { parseNotice } from '../../use-cases/post-notices/parse-notice.ts';
import { postNotices } from '../../use-cases/post-notices.ts';
import { createTools } from './tools.ts';

/** What must be left of the function's time to post another card: three tries and the waits between them. */
const CARD_TAKES_MS = 75_000;

/** Tells people in Teams what a batch of the notice queue says; only notices whose card was refused go back. */
export function createHandler(tools: Omit<NoticeTools, 'hasTime'>) {
  return (event: SQSEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<SQSBatchResponse> => {
    const hasTime = () => context.getRemainingTimeInMillis() > CARD_TAKES_MS;
    return handleBatch({
      parse: parseNotice,
      log: tools.log,
      handle: (messages) =>
        postNotices(
          { ...tools, hasTime },
          messages.map(({ id, body, receives }) => ({ id, notice: body, receives })),
        ),
    })(event);
  };
}

export const handler = createHandler(createTools());
