import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handleEach } from '../../runtime/sqs-batch.ts';
import { acceptSuspects } from '../../use-cases/import/accept-suspects.ts';
import { giveUp } from '../../use-cases/import/give-up.ts';
import { importUpload } from '../../use-cases/import/import-upload.ts';
import { parseImportMessage } from '../../use-cases/import/parse-import-message.ts';
import type { ImportUploadTools } from '../../use-cases/import/upload-tools.ts';
import { createTools } from './tools.ts';

/** What must be left of the function's time to begin another chunk: there may be a list of problems to be stored. */
const LAST_STEPS_TAKE_MS = 60_000;

/** Imports the files that a batch of the import queue names, and does what people decided of them and of their dates. */
export function createHandler(tools: Omit<ImportUploadTools, 'hasTime'>) {
  return (event: SQSEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<SQSBatchResponse> => {
    const hasTime = (forMs = 0) => context.getRemainingTimeInMillis() > LAST_STEPS_TAKE_MS + forMs;
    const all = { ...tools, hasTime };
    return handleEach({
      parse: parseImportMessage,
      handle: async (message, { isLastTry }) => {
        if (message.kind === 'accept') return acceptSuspects(all, message);
        try {
          await importUpload(all, message);
        } catch (error) {
          if (isLastTry) await giveUp(all, message);
          throw error;
        }
      },
      log: tools.log,
    })(event);
  };
}

export const handler = createHandler(createTools());
