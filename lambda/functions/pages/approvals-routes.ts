import type { Context, Hono } from 'hono';
import { isDeputy } from '../../domain/approval/may-decide.ts';
import type { ApproverClaims } from '../../domain/links/link-claims.ts';
import { noInput } from '../../domain/pages/decision-form.ts';
import { readPick } from '../../domain/pages/picked-request.ts';
import { sendName } from '../../domain/send-log/send-row.ts';
import { type ApprovalsPageTools, decidePicks, readList, type ShownList, showList } from './approvals-answers.ts';
import { answerMessage, limitBody, onLink, onOwnForm } from './on-link.ts';
import { readDecision } from './read-decision.ts';
import { readFields } from './read-form.ts';
import { type Reader, readerOf } from './reader.ts';
import { whereSignedIn } from './sign-in-routes.ts';

// Every checkbox carries its request's ids and digest.
const maxBodyBytes = 64 * 1024;

/** `/l`: everything that waits for one approver, to be decided together. */
export function addApprovals(app: Hono, tools: ApprovalsPageTools): void {
  app.get(
    '/l/:token',
    onLink(tools, 'approvals', (c, claims) =>
      whereTheirs(c, tools, claims, async (reader) => {
        const shown = { reader, input: noInput, problems: [], picked: new Set<string>(), results: [] };
        return showList(c, tools, await readList(tools, claims.approver), shown);
      }),
    ),
  );
  app.post(
    '/l/:token',
    limitBody(tools, maxBodyBytes),
    onOwnForm(tools, 'approvals', (c, claims) =>
      whereTheirs(c, tools, claims, (reader) => decide(c, tools, claims, reader)),
    ),
  );
}

/** Where the stage has sign-in, the list is for the approver and the deputies alone: it tells of many customers. */
function whereTheirs(
  c: Context,
  tools: ApprovalsPageTools,
  { approver }: ApproverClaims,
  answer: (reader: Reader) => Promise<Response>,
): Promise<Response> {
  return whereSignedIn(c, tools, async (person) => {
    const isTheirs =
      person === undefined ||
      isDeputy(person.email, tools.stage) ||
      (await tools.hasher.hash(person.email)) === approver;
    return isTheirs ? answer(await readerOf(c, tools)) : answerMessage(c, tools, 'not-yours');
  });
}

async function decide(
  c: Context,
  tools: ApprovalsPageTools,
  { approver }: ApproverClaims,
  reader: ShownList['reader'],
): Promise<Response> {
  const fields = await readFields(c.req.raw);
  const asked = readDecision(new Map(fields), reader);
  if (asked === undefined) return answerMessage(c, tools, 'not-understood');
  const picks = fields.flatMap(([name, value]) => (name === 'pick' ? (readPick(value) ?? []) : []));
  const problems = [...(picks.length === 0 ? (['nothing-picked'] as const) : []), ...asked.problems];
  const shown = { reader, input: asked.input, problems };
  if (problems.length > 0) {
    const list = await readList(tools, approver);
    // What has changed since it was ticked is to be looked at again.
    const isAsShown = new Set(picks.map((pick) => `${sendName(pick)}#${pick.digest}`));
    const same = list.filter(({ row, digest }) => isAsShown.has(`${sendName(row)}#${digest}`));
    return showList(
      c,
      tools,
      list,
      { ...shown, picked: new Set(same.map(({ row }) => sendName(row))), results: [] },
      422,
    );
  }
  const results = await decidePicks(tools, { approver, picks, answer: asked.answer, reader });
  // The next batch is decided by the same person, for reasons of its own.
  const input = { ...noInput, name: asked.input.name };
  return showList(c, tools, await readList(tools, approver), { ...shown, input, picked: new Set(), results });
}
