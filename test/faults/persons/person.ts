import type { World } from '../functions/world.ts';
import type { Act } from './acts.ts';

const MINUTE_MS = 60_000;
const TRIES = 6;

/** What people do in a simulated company, and what they said. */
export interface People {
  readonly world: World;
  readonly acts: Act[];
  /** How many requests for approval nobody answers. */
  readonly ignores: number;
}

type Work<T> = Parameters<World['visit']>[0] extends (tools: infer Tools) => unknown
  ? (tools: Tools) => Promise<T>
  : never;

/** Lets time pass; chance decides how much. */
export function someTime({ world }: People, fewestMinutes: number, mostMinutes: number): Promise<void> {
  const { loop, random } = world.sim;
  return loop.wait(random.between(fewestMinutes * MINUTE_MS, mostMinutes * MINUTE_MS));
}

/** Does something behind a page, and again when the page failed; undefined when the person gave up. */
export async function insist<T>(people: People, work: Work<T>): Promise<T | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const answer = await people.world.visit(work);
    if (answer !== undefined) return answer;
    await someTime(people, 1, 40);
  }
  return undefined;
}

/** Does something behind a page, and keeps what was said. `work` answers whether it came to be so. */
export async function say(people: People, about: Omit<Act, 'fromMs' | 'doneMs'>, work: Work<boolean>): Promise<void> {
  const { loop, trace } = people.world.sim;
  const fromMs = loop.nowMs;
  const index = people.acts.push({ ...about, fromMs }) - 1;
  trace.add(fromMs, `person says ${about.kind} ${about.customer} ${about.campaign} ${about.date}${about.offset}`);
  const isSo = await insist(people, work);
  if (isSo === true) people.acts[index] = { ...about, fromMs, doneMs: loop.nowMs };
  trace.add(loop.nowMs, `person said ${about.kind} ${about.customer} ${about.campaign}: ${isSo}`);
}
