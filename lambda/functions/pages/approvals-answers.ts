import type { Context } from 'hono';
import { linkPaths } from '../../domain/links/link-claims.ts';
import { signLinkToken } from '../../domain/links/sign-link-token.ts';
import { approvalListPage, type ListedRequest, type PickResult } from '../../domain/pages/approval-list-page.ts';
import type { PickOutcome } from '../../domain/pages/approval-list-texts.ts';
import type { DecisionInput } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import type { PickedRequest } from '../../domain/pages/picked-request.ts';
import { sendName } from '../../domain/send-log/send-row.ts';
import type { AddressHasher } from '../../ports.ts';
import { runConcurrently } from '../../runtime/run-concurrently.ts';
import { type ApprovalAnswer, decideApproval } from '../../use-cases/approval-decide.ts';
import { type ApprovalRequest, readApproval } from '../../use-cases/approval-request.ts';
import { listApprovals } from '../../use-cases/list-approvals.ts';
import { askedOf, hindranceFor } from './approval-answers.ts';
import type { ApprovalPageTools } from './approval-routes.ts';
import type { Reader } from './reader.ts';

/** What the list of requests needs. */
export type ApprovalsPageTools = ApprovalPageTools & { readonly hasher: AddressHasher };

/** How the list is shown: to whom, with what they typed and ticked before, and what came of it. */
export interface ShownList {
  readonly reader: Reader;
  readonly input: DecisionInput;
  readonly problems: readonly FormProblem[];
  readonly picked: ReadonlySet<string>;
  readonly results: readonly PickResult[];
}

const maxListed = 50;
const concurrency = 5;
const weekMs = 7 * 24 * 60 * 60_000;

/** The approver's pending requests, one more than are listed when there are more. */
export function readList(tools: ApprovalsPageTools, approver: string): Promise<readonly ApprovalRequest[]> {
  return listApprovals(tools, approver, maxListed + 1);
}

/** Answers with the list. */
export async function showList(
  c: Context,
  tools: ApprovalsPageTools,
  all: readonly ApprovalRequest[],
  { reader, input, problems, picked, results }: ShownList,
  status: 200 | 422 = 200,
) {
  const [newest = ''] = await tools.linkKeys();
  const listed = all.slice(0, maxListed).map((request): ListedRequest => {
    const { row, untilMs } = request;
    const claims = { purpose: 'approval', customer: row.customer, key: row.key, untilMs: untilMs + weekMs } as const;
    const hindrance = hindranceFor(reader, request);
    // Relative, wherever the pages are mounted.
    const page = `../${linkPaths.approval}/${signLinkToken(claims, newest)}`;
    return { request, page, ...(hindrance && { hindrance }) };
  });
  const signedInAs = reader.person && (reader.person.name || reader.person.email);
  const form = { input, problems, ...(signedInAs && { signedInAs }) };
  const isCapped = all.length > maxListed;
  return c.html(approvalListPage({ stage: tools.stage, requests: listed, isCapped, form, picked, results }), status);
}

/** Gives the same answer to every picked request of the approver's, each by itself. Requests of others are passed over. */
export async function decidePicks(
  tools: ApprovalsPageTools,
  asked: {
    readonly approver: string;
    readonly picks: readonly PickedRequest[];
    readonly answer: ApprovalAnswer;
    readonly reader: Reader;
  },
): Promise<readonly PickResult[]> {
  const picks = new Map(asked.picks.slice(0, maxListed).map((pick) => [sendName(pick), pick]));
  const results = new Map<string, PickResult>();
  await runConcurrently(picks, concurrency, async ([name, pick]) => {
    const request = await readApproval(tools, { customer: pick.customer, key: pick.key });
    const isTheirs = request && (await tools.hasher.hash(request.approver.email)) === asked.approver;
    if (!isTheirs) return tools.log.warn('approval-not-theirs');
    if (asked.reader.hindranceOf(request) !== undefined) {
      results.set(name, { request, outcome: 'not-allowed' });
      return;
    }
    const outcome = await decideApproval(tools, request.row, { ...asked.answer, digest: pick.digest });
    if (outcome === undefined) return;
    const { decision } = asked.answer;
    tools.log.info('approval-answered', { ...askedOf(request), decision, outcome: outcome.kind });
    const said: PickOutcome = outcome.kind === 'decided' ? decision : outcome.kind;
    results.set(name, { request: outcome.request, outcome: said });
  });
  return [...picks.keys()].flatMap((name) => results.get(name) ?? []);
}
