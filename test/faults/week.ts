import { plusDays, tokyoDate, tokyoInstant } from './company/calendar.ts';
import { aCompany } from './company/company.ts';
import type { Handlers } from './functions/prepare.ts';
import type { Sim } from './functions/process.ts';
import { createWorld, type World } from './functions/world.ts';
import { addColleagues } from './persons/colleagues.ts';
import { addCustomers } from './persons/customers.ts';
import type { People } from './persons/person.ts';
import { createPublisher } from './persons/publisher.ts';
import { addStaff } from './persons/staff.ts';
import type { WeekRecords } from './records.ts';
import { recordsOf } from './records-of.ts';
import type { Outage } from './services/mail-service.ts';
import { drawFaults } from './sim/faults.ts';
import { Loop, RunawayError } from './sim/loop.ts';
import { createRandom, type Random } from './sim/random.ts';
import { createTrace, type Trace } from './sim/trace.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The rough days of a week, and the day on which it ends: calm days long enough for everything to come to rest. */
const ROUGH_DAYS = 7;
const ALL_DAYS = 13;

/** A simulated week: what is left of it for the checker, and what happened. */
export interface Week {
  readonly records: WeekRecords;
  readonly trace: Trace;
  readonly faults: number;
  readonly events: number;
}

/** Simulates a company's week. The same seed gives the same week, to the last line of its trace. */
export async function simulateWeek(
  seed: number,
  handlers: Handlers,
  options: { readonly keepsTrace?: boolean } = {},
): Promise<Week> {
  const random = createRandom(seed).fork('week');
  const company = aCompany(random.fork('company'));
  const startMs = tokyoInstant(company.start, 6);
  const roughUntilMs = tokyoInstant(plusDays(company.start, ROUGH_DAYS));
  const loop = new Loop(startMs);
  const sim: Sim = {
    loop,
    trace: createTrace({ keepsAll: options.keepsTrace === true }),
    random: random.fork('chance'),
    skewMs: random.fork('skew').pick([0, 100, 3_000, 30_000]),
    faults: drawFaults(random.fork('faults'), { nowMs: () => loop.nowMs, fromMs: startMs, untilMs: roughUntilMs }),
  };
  const mails = company.customers.length * 4;
  const world = createWorld(sim, handlers, {
    ...drawAccount(random.fork('account'), mails),
    outages: drawOutages(random.fork('outages'), startMs, roughUntilMs),
  });
  await world.customers.putMany(company.customers);
  const publisher = createPublisher(world, company.campaigns);
  const people: People = { world, acts: [], ignores: random.fork('people').pick([0.15, 0.15, 0.6]) };
  addColleagues(people);
  addCustomers(people);
  addStaff(people, company, publisher, roughUntilMs);
  startSchedules(world);
  try {
    await loop.runUntil(roughUntilMs);
    sim.faults.calm();
    await loop.runUntil(tokyoInstant(plusDays(company.start, ALL_DAYS), 20));
  } catch (error) {
    if (error instanceof RunawayError) error.tail = sim.trace.tail();
    throw error;
  }
  const records = await recordsOf({ company, world, people, publisher, calmFromMs: roughUntilMs });
  return { records, trace: sim.trace, faults: sim.faults.injected, events: loop.events };
}

/** What the account may send: enough, or just so. */
function drawAccount(random: Random, mails: number) {
  const max24HourSend = random.chance(0.25) ? Math.ceil(mails / random.between(5, 9)) : 50_000;
  return { maxSendRate: random.pick([1, 14, 14, 200]), max24HourSend };
}

function drawOutages(random: Random, fromMs: number, untilMs: number): readonly Outage[] {
  return Array.from({ length: random.pick([0, 0, 1, 2]) }, () => {
    const startMs = random.between(fromMs, untilMs - 2 * HOUR_MS);
    const [fewest, most] = random.pick([
      [0, 2],
      [2, 20],
      [50, 130],
    ] as const);
    const lastsMs = random.between(fewest * HOUR_MS + 10 * MINUTE_MS, most * HOUR_MS);
    return {
      fromMs: startMs,
      untilMs: Math.min(untilMs, startMs + lastsMs),
      error: random.pick(['AccountSendingPausedException', 'ConfigurationSetSendingPausedException'] as const),
    };
  });
}

/** What the stage's own schedules start: sweep every few minutes (seldom at night, to save time), the morning's digest. */
function startSchedules(world: World): void {
  const { loop } = world.sim;
  const sweep = () => {
    world.startSweep();
    const hour = (loop.nowMs - tokyoInstant(tokyoDate(loop.nowMs))) / HOUR_MS;
    loop.after((hour >= 8 && hour < 19 ? 10 : 60) * MINUTE_MS, sweep);
  };
  loop.after(MINUTE_MS, sweep);
  world.scheduler.daily(8, 30, (scheduledTime) =>
    world.queues.plan.put(JSON.stringify({ kind: 'digest', scheduledTime })),
  );
}
