import type { BrakeSetting } from '../../../lambda/domain/brake/brake-setting.ts';
import { addDays } from '../../../lambda/domain/calendar/plain-date.ts';
import type { Campaign } from '../../../lambda/domain/campaign/campaign.ts';
import { aCustomer, aVersion } from '../../support/builders.ts';
import { aWorld } from '../../support/world.ts';

/** The usual brake for a company of tens, not of thousands. */
export const smallBrake: BrakeSetting = { factor: 5, floor: 20, firstRun: 1_000, runs: 30, atLeast: 5 };

/** The day on which an import makes too many people's birthday, after a week of usual days. */
export const spikeDay = '2027-03-15';

/** Who has a birthday on a day. */
export function bornOn(day: string, count: number, name = 'U') {
  const [, month = '', date = ''] = day.split('-');
  return Array.from({ length: count }, (_, n) =>
    aCustomer(`${name}${month}${date}-${n}`, {
      email: `${name}${month}${date}-${n}@example.com`.toLowerCase(),
      birthday: `1980-${month}-${date}`,
    }),
  );
}

/** A world in which four people were mailed on each of the seven days before the spike's day, and none waits. */
export async function aGrowingCompany(changes: Partial<Campaign> = {}) {
  const world = aWorld({ now: `${addDays(spikeDay, -8)}T09:00:00+09:00`, stage: { brake: smallBrake } });
  await world.goLive(aVersion(changes));
  for (let day = addDays(spikeDay, -7); day < spikeDay; day = addDays(day, 1)) {
    await world.keep(...bornOn(day, 4));
    await aDay(world, day);
  }
  const before = { mails: world.mails.length, notices: world.notices.length };
  world.moveTo(`${spikeDay}T09:00:00+09:00`);
  return {
    ...world,
    /** A day with all that it brings: the run, sweeps before and after, and whatever is to be planned and sent. */
    day: (day: string) => aDay(world, day),
    work: () => work(world),
    mailsSince: () => world.mails.slice(before.mails),
    held: () => world.notices.slice(before.notices).filter(({ kind }) => kind === 'run-held'),
    countOf: (state: string, reason = '') =>
      world.rows().filter((row) => row.state === state && row.reason === reason).length,
  };
}

type World = ReturnType<typeof aWorld>;

async function aDay(world: World, day: string): Promise<void> {
  world.moveTo(`${day}T09:00:00+09:00`);
  await world.run('birthday', day);
  await work(world);
  world.moveTo(`${day}T09:40:00+09:00`);
  await world.sweep();
  await work(world);
}

async function work(world: World): Promise<void> {
  while (world.planned.length + world.offered.length > 0) {
    await world.planAll();
    await world.sendAll();
  }
}
