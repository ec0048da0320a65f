import type { LinkClaims, SendClaims, StopClaims } from '../../../lambda/domain/links/link-claims.ts';
import { decideApproval } from '../../../lambda/use-cases/approval-decide.ts';
import { readApproval } from '../../../lambda/use-cases/approval-request.ts';
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
      return random.chance(0.85) ? approve(people, claims) : undefined;
    case 'stop':
      return random.chance(0.02) ? stop(people, claims) : undefined;
    default:
      return undefined;
  }
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
  await say(people, { kind, customer, campaign, date, offset, subject: shown.subject }, async (tools) => {
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
