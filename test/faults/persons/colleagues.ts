import type { LinkClaims, RunClaims, SendClaims, StopClaims } from '../../../lambda/domain/links/link-claims.ts';
import { decideApproval } from '../../../lambda/use-cases/approval-decide.ts';
import { readApproval } from '../../../lambda/use-cases/approval-request.ts';
import { readOutcomeRequest } from '../../../lambda/use-cases/outcome-request.ts';
import { decideHeldRun } from '../../../lambda/use-cases/run-decide.ts';
import { settleOutcome } from '../../../lambda/use-cases/settle-outcome.ts';
import { resumeOccurrence, stopOccurrence } from '../../../lambda/use-cases/stop-occurrence.ts';
import { linksIn } from '../services/links.ts';
import { insist, type People, say, someTime } from './person.ts';

/** Colleagues do what cards and mails ask of them, some time later, or never. */
export function addColleagues(people: People): void {
  people.world.teams.onCard.push(({ text }) => {
    for (const claims of linksIn(text)) void follow(people, claims);
  });
}

/** Follows a link that somebody was shown. */
export async function follow(people: People, claims: LinkClaims): Promise<void> {
  const { random } = people.world.sim;
  switch (claims.purpose) {
    case 'approval':
      return random.chance(people.ignores) ? undefined : approve(people, claims);
    case 'stop':
      return random.chance(0.02) ? stop(people, claims) : undefined;
    case 'outcome':
      return random.chance(0.7) ? settle(people, claims) : undefined;
    case 'run':
      return random.chance(0.8) ? decideRun(people, claims) : undefined;
    default:
      return undefined;
  }
}

/** Finds out what became of a mail (by asking its customer, say), or just guesses, and says so. */
async function settle(people: People, { customer, key }: SendClaims): Promise<void> {
  const { random } = people.world.sim;
  await someTime(people, 5, 600);
  const shown = await insist(people, async (tools) => ({
    request: await readOutcomeRequest(tools, { customer, key }),
  }));
  const row = shown?.request?.row;
  if (row?.state !== 'uncertain') return;
  const decision = random.pick(['went-out', 'again', 'again', 'dropped'] as const);
  const { campaign, date, offset, attempt } = row;
  const kind = decision === 'dropped' ? 'drop' : decision;
  await say(people, { kind, customer, key, campaign, date, offset, subject: '' }, async (tools) => {
    const answer = { decision, by: '佐藤', comment: '', attempt };
    return (await settleOutcome(tools, { customer, key }, answer))?.kind === 'settled';
  });
}

/** Looks at a run that is held, and lets it go or not. */
async function decideRun(people: People, { campaign, date }: RunClaims): Promise<void> {
  const { random } = people.world.sim;
  await someTime(people, 5, 300);
  const decision = random.chance(0.7) ? 'released' : 'dropped';
  const kind = decision === 'released' ? 'release' : 'drop-run';
  await say(people, { kind, customer: '', campaign, date, offset: '', subject: '' }, async (tools) => {
    const answer = { decision, by: '佐藤', comment: '' } as const;
    return (await decideHeldRun(tools, { campaign, date }, answer))?.kind === 'decided';
  });
}

async function approve(people: People, { customer, key }: SendClaims): Promise<void> {
  const { random } = people.world.sim;
  await someTime(people, 5, random.chance(0.2) ? 40 * 60 : 300);
  const shown = await insist(people, async (tools) => {
    const request = await readApproval(tools, { customer, key });
    const isOpen = request?.row.state === 'awaiting-approval' && request.blocked === undefined;
    return { isOpen, digest: request?.digest ?? '', subject: request?.mail?.subject ?? '', row: request?.row };
  });
  if (shown?.row === undefined || !shown.isOpen) return;
  await someTime(people, 0, 30);
  const decision = random.chance(0.83) ? 'approved' : 'rejected';
  const { campaign, date, offset } = shown.row;
  const kind = decision === 'approved' ? 'approve' : 'reject';
  await say(people, { kind, customer, key, campaign, date, offset, subject: shown.subject }, async (tools) => {
    const answer = { decision, by: '佐藤', comment: '', digest: shown.digest } as const;
    return (await decideApproval(tools, { customer, key }, answer))?.kind === 'decided';
  });
}

async function stop(people: People, claims: StopClaims): Promise<void> {
  const { random } = people.world.sim;
  await someTime(people, 1, 120);
  const { customer, campaign, nominal: date, offset } = claims;
  const about = { customer, campaign, date, offset, subject: '' };
  await say(people, { kind: 'stop', ...about }, async (tools) => {
    const { state, row } = await stopOccurrence(tools, claims);
    return state === 'stopped' && row?.reason === 'stopped-by-person';
  });
  if (!random.chance(0.3)) return;
  await someTime(people, 10, 600);
  await say(people, { kind: 'resume', ...about }, async (tools) => {
    await resumeOccurrence(tools, claims);
    return true;
  });
}
