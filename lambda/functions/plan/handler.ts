import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handleEach } from '../../runtime/sqs-batch.ts';
import { parsePlanMessage } from '../../use-cases/message-schemas.ts';
import { planMessage } from '../../use-cases/plan-message.ts';
import type { RunTools } from '../../use-cases/plan-run.ts';
import { createTools } from './tools.ts';

/** What must be left of the function's time to begin another page. */
const PAGE_TAKES_MS = 30_000;

/** Runs the campaigns that a batch of the plan queue asks for. */
export function createHandler(tools: Omit<RunTools, 'hasTime' | 'isRepeat'>) {
  return (event: SQSEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<SQSBatchResponse> => {
    const hasTime = () => context.getRemainingTimeInMillis() > PAGE_TAKES_MS;
    return handleEach({
      parse: parsePlanMessage,
      handle: (message, { isRepeat }) => planMessage({ ...tools, hasTime, isRepeat }, message),
      log: tools.log,
    })(event);
  };
}

export const handler = createHandler(createTools());
