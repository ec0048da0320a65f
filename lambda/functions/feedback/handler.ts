import { parseFeedback } from '../../domain/feedback/parse-feedback.ts';
import { handleEach, type SqsHandler } from '../../runtime/sqs-batch.ts';
import { type FeedbackTools, recordFeedback } from '../../use-cases/record-feedback.ts';
import { createTools } from './tools.ts';

/** Records a batch of SES's events; only those that failed go back to the queue. */
export function createHandler(tools: FeedbackTools): SqsHandler {
  type Heard = ReturnType<typeof parseFeedback>;
  const handle = (feedback: Heard) => recordFeedback(tools, feedback);
  // An automatic answer is told from a bounce by its mail having arrived, which the same batch may say.
  const isLast = (feedback: Heard) => feedback?.what === 'soft-bounce';
  return handleEach({ parse: parseFeedback, handle, log: tools.log, concurrency: 10, isLast });
}

export const handler = createHandler(createTools());
