import type { Context } from 'hono';
import { approvalOutcomePage } from '../../domain/pages/approval-outcome-page.ts';
import { approvalPage, type Hindrance } from '../../domain/pages/approval-page.ts';
import { type DecisionInput, noInput } from '../../domain/pages/decision-form.ts';
import type { FormProblem } from '../../domain/pages/decision-texts.ts';
import { type Standing, standingOf } from '../../domain/pages/request-view.ts';
import type { ApprovalOutcome } from '../../use-cases/approval-decide.ts';
import type { ApprovalRequest } from '../../use-cases/approval-request.ts';
import type { LinkTools } from './on-link.ts';
import { allowFrames } from './page-headers.ts';
import type { Reader } from './reader.ts';

/** How a request is shown: to whom, and with what they typed before. */
export interface Shown {
  readonly reader: Reader;
  readonly input?: DecisionInput;
  readonly problems?: readonly FormProblem[];
  readonly hasChanged?: boolean;
}

/** The ids of a request, for the log. */
export function askedOf({ row }: ApprovalRequest): { readonly campaign: string; readonly customer: string } {
  return { campaign: row.campaign, customer: row.customer };
}

/** Answers with the request as it stands: to be decided, or why not any more. */
export function showRequest(
  c: Context,
  tools: Pick<LinkTools, 'stage' | 'clock'>,
  request: ApprovalRequest,
  shown: Shown,
  status: 200 | 403 | 422 = 200,
) {
  const standing = standingOf(request, tools.clock.nowMs());
  return standing.kind === 'pending'
    ? showForm(c, tools, request, shown, status)
    : showStanding(c, tools, request, standing, false);
}

/** Answers with what came of a decision. */
export function showOutcome(
  c: Context,
  tools: Pick<LinkTools, 'stage' | 'clock'>,
  { kind, request }: ApprovalOutcome,
  shown: Shown,
) {
  const standing = standingOf(request, tools.clock.nowMs());
  if (kind === 'too-late') return showStanding(c, tools, request, { kind }, false);
  if (standing.kind === 'pending') return showForm(c, tools, request, { ...shown, hasChanged: true }, 200);
  return showStanding(c, tools, request, standing, kind === 'decided');
}

function showForm(
  c: Context,
  { stage, clock }: Pick<LinkTools, 'stage' | 'clock'>,
  request: ApprovalRequest,
  { reader, input = noInput, problems = [], hasChanged = false }: Shown,
  status: 200 | 403 | 422,
) {
  const hindrance = hindranceFor(reader, request);
  const page = approvalPage({
    ...{ stage, request, hasChanged, nowMs: clock.nowMs(), frame: frameOf(c) },
    form: { input, problems, ...(reader.person && { signedInAs: reader.person.name || reader.person.email }) },
    ...(hindrance && { hindrance }),
  });
  allowFrames(c);
  return c.html(page, status);
}

function showStanding(
  c: Context,
  { stage, clock }: Pick<LinkTools, 'stage' | 'clock'>,
  request: ApprovalRequest,
  standing: Exclude<Standing, { readonly kind: 'pending' }>,
  isOwn: boolean,
) {
  allowFrames(c);
  const nowMs = clock.nowMs();
  return c.html(approvalOutcomePage({ stage, nowMs, request, standing, isOwn, frame: frameOf(c) }));
}

/** What keeps a reader who is signed in, or need not be, from deciding. */
export function hindranceFor(reader: Reader, request: ApprovalRequest): Hindrance | undefined {
  const why = reader.hindranceOf(request);
  return why === 'sign-in' ? 'not-the-approver' : why;
}

// Relative to the page itself, wherever the pages are mounted.
function frameOf(c: Context): string {
  return `${c.req.param('token')}/mail`;
}
