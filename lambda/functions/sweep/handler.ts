import { type SweepTools, sweep } from '../../use-cases/sweep.ts';
import { createTools } from './tools.ts';

/** Looks after whatever waits or was left behind. */
export function createHandler(tools: SweepTools): () => Promise<void> {
  return () => sweep(tools);
}

export const handler = createHandler(createTools());
