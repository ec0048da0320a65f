import { parseFeedback } from '../../domain/feedback/parse-feedback.ts';
import { handleEach, type SqsHandler } from '../../runtime/sqs-batch.ts';
import { type FeedbackTools, recordFeedback } from '../../use-cases/record-feedback.ts';
import { createTools } from './tools.ts';

/** Records a batch of SES's events; only those that failed go back to the queue. */
export function createHandler(tools: FeedbackTools): SqsHandler {
  return handleEach({
    parse: parseFeedback,
    handle: (feedback, arrival) => recordFeedback(tools, feedback, arrival),
    // An automatic answer is told from a bounce by its mail having arrived, which the same batch may say.
    isLast: (feedback) => feedback?.what === 'soft-bounce',
    log: tools.log,
    concurrency: 10,
  });
}

export const handler = createHandler(createTools());
