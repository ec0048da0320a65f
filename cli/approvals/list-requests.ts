import { listApprovals } from '../../lambda/use-cases/list-approvals.ts';
import { note } from '../print.ts';
import type { StageTools } from '../stage/stage-tools.ts';
import type { Reply } from './reply.ts';
import { requestLine } from './request-json.ts';
import { requestTable } from './request-text.ts';

const maxListed = 500;

/** Everybody's pending requests, the most urgent first. */
export async function listRequests(tools: StageTools): Promise<Reply> {
  const requests = await listApprovals(tools, undefined, maxListed);
  if (requests.length === maxListed) note(`Only the first ${maxListed} are listed.`);
  return { json: requests.map(requestLine), text: requestTable(requests, tools.stage), ok: true };
}
