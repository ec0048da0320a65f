import type { FunctionPart } from '../wiring/cloud-parts.ts';

/** The one function whose logical id begins with a job's name, or else contains it. Throws an Error that lists them. */
export function functionOfJob(functions: readonly FunctionPart[], job: string): FunctionPart {
  const wanted = job.toLowerCase();
  const beginning = functions.filter(({ logicalId }) => logicalId.toLowerCase().startsWith(wanted));
  const containing = functions.filter(({ logicalId }) => logicalId.toLowerCase().includes(wanted));
  for (const [only, ...others] of [beginning, containing]) if (only && others.length === 0) return only;
  throw new Error(`No single function is ${job}: ${functions.map(({ logicalId }) => logicalId).join(', ')}`);
}
