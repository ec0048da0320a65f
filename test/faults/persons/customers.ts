import { optOut } from '../../../lambda/use-cases/opt-out.ts';
import { resumeMail } from '../../../lambda/use-cases/opt-out-resume.ts';
import { type People, say, someTime } from './person.ts';

/** Some customers want no more mail when they get one, and some of those think again. */
export function addCustomers(people: People): void {
  people.world.mailService.onMail.push(({ tags }) => {
    const customer = Buffer.from(tags.customer ?? '', 'base64url').toString();
    if (customer !== '' && people.world.sim.random.chance(0.04)) void refuse(people, customer);
  });
}

async function refuse(people: People, customer: string): Promise<void> {
  const { random } = people.world.sim;
  await someTime(people, 1, 30 * 60);
  const about = { customer, campaign: '', date: '', offset: '', subject: '' };
  await say(people, { kind: 'opt-out', ...about }, async (tools) => {
    const at = new Date(tools.clock.nowMs()).toISOString();
    await optOut(tools, { customer, scope: 'marketing', source: 'one-click', at });
    return true;
  });
  if (!random.chance(0.25)) return;
  await someTime(people, 30, 24 * 60);
  await say(people, { kind: 'opt-in', ...about }, async (tools) => {
    const at = new Date(tools.clock.nowMs()).toISOString();
    await resumeMail(tools, { customer, scopes: ['marketing'], source: 'preferences-page', at });
    return true;
  });
}
