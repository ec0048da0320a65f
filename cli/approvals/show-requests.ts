import { type ApprovalRequest, readApproval } from '../../lambda/use-cases/approval-request.ts';
import { note } from '../print.ts';
import type { StageTools } from '../stage/stage-tools.ts';
import { answeredText } from './answered-text.ts';
import { findRequests } from './find-requests.ts';
import type { Reply } from './reply.ts';
import { requestJson } from './request-json.ts';
import { requestText } from './request-text.ts';

/** The requests with their mails, facts and digests. Not ok when one of them is unknown. */
export async function showRequests(tools: StageTools, ids: readonly string[]): Promise<Reply> {
  const found = await findRequests(tools, ids);
  const shown: ApprovalRequest[] = [];
  for (const { id, ref } of found) {
    const request = ref && (await readApproval(tools, ref));
    if (request === undefined) note(answeredText(id, { kind: 'unknown' }, tools.stage));
    else shown.push(request);
  }
  const text = shown.map((request) => requestText(request, tools.stage)).join('\n\n');
  return { json: shown.map(requestJson), text, ok: shown.length === found.length };
}
