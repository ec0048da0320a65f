import type { SQSEvent } from 'aws-lambda';
import { type PublishTools, publishCampaigns } from '../../use-cases/publish-campaigns.ts';
import { createTools } from './tools.ts';

/** Publishes the bucket as it is now. What the events say does not matter; when it throws, the whole batch comes again. */
export function createHandler(tools: PublishTools): (event: SQSEvent) => Promise<void> {
  return () => publishCampaigns(tools);
}

export const handler = createHandler(createTools());
