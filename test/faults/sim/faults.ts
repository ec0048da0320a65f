import type { Random } from './random.ts';

/** What can go wrong, each as a probability per occasion. 0 = this seed knows no such fault. */
export interface FaultRates {
  /** A call fails, and has done nothing. */
  readonly failsBefore: number;
  /** A call fails, and has done its work. */
  readonly failsAfter: number;
  /** The process ends before a call is made; after it, when only the answer is lost. */
  readonly diesBefore: number;
  readonly diesAfter: number;
  /** A call takes seconds to minutes. */
  readonly isSlow: number;
  /** A message is handed over twice; its deletion is lost. */
  readonly isDuplicated: number;
  readonly staysQueued: number;
  /** A schedule fires twice, hours late, a day late, never. */
  readonly firesTwice: number;
  readonly firesLate: number;
  readonly firesNextDay: number;
  readonly firesNever: number;
  /** SES: refuses for its rate, hangs with and without having taken the mail, fails with and without, is out of reach. */
  readonly throttles: number;
  readonly hangsAccepted: number;
  readonly hangsRefused: number;
  readonly breaksAccepted: number;
  readonly breaksRefused: number;
  readonly isUnreachable: number;
  /** A sender ends when SES has taken its mail. */
  readonly senderDies: number;
  readonly rejects: number;
  /** SES refuses the caller: credentials that have run out. */
  readonly denies: number;
  /** An event of SES comes twice, hours late, never. */
  readonly eventTwice: number;
  readonly eventLate: number;
  readonly eventNever: number;
  /** Teams: asks for patience, fails, hangs having taken the card, refuses for good. */
  readonly teamsBusy: number;
  readonly teamsFails: number;
  readonly teamsHangs: number;
  readonly teamsNever: number;
}

export type Fault = keyof FaultRates;

const highest: FaultRates = {
  failsBefore: 0.002,
  failsAfter: 0.002,
  diesBefore: 0.001,
  diesAfter: 0.001,
  isSlow: 0.005,
  isDuplicated: 0.15,
  staysQueued: 0.05,
  firesTwice: 0.3,
  firesLate: 0.2,
  firesNextDay: 0.1,
  firesNever: 0.1,
  throttles: 0.1,
  hangsAccepted: 0.03,
  hangsRefused: 0.03,
  breaksAccepted: 0.03,
  breaksRefused: 0.03,
  isUnreachable: 0.03,
  senderDies: 0.02,
  rejects: 0.02,
  denies: 0.02,
  eventTwice: 0.2,
  eventLate: 0.2,
  eventNever: 0.3,
  teamsBusy: 0.3,
  teamsFails: 0.2,
  teamsHangs: 0.1,
  teamsNever: 0.05,
};

const names = Object.keys(highest).filter((name): name is Fault => name in highest);
const none: FaultRates = { ...highest, ...Object.fromEntries(names.map((name) => [name, 0])) };

const MINUTE_MS = 60_000;

/** How often a call may fail in a seed that is otherwise calm. */
const strengths = [0.1, 0.3, 1, 1];

/** Faults drawn for one seed, counted; `calm()` ends them all. */
export interface Faults {
  strikes(fault: Fault): boolean;
  readonly injected: number;
  calm(): void;
}

export interface FaultTimes {
  readonly nowMs: () => number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Bad hours, in which calls go wrong so many times as often: faults come together. */
const BURST_FACTOR = 12;
const callFaults: ReadonlySet<Fault> = new Set([
  'failsBefore',
  'failsAfter',
  'diesBefore',
  'diesAfter',
  'isSlow',
  'denies',
]);

/** Switches some kinds of fault off for the whole seed ("swarm testing"), and draws how bad the others are and when. */
export function drawFaults(random: Random, { nowMs, fromMs, untilMs }: FaultTimes): Faults {
  // One seed in twelve is calm: what goes wrong then is no fault's doing.
  const isCalm = random.chance(1 / 12);
  const drawn = names.map((name) => {
    const rate = random.chance(0.5) ? highest[name] * random.pick(strengths) : 0;
    return [name, isCalm ? 0 : rate] as const;
  });
  const bursts = Array.from({ length: random.between(0, 8) }, () => {
    const atMs = random.between(fromMs, untilMs);
    return { fromMs: atMs, untilMs: atMs + random.between(5 * MINUTE_MS, 4 * 60 * MINUTE_MS) };
  });
  const isBurst = () => {
    const at = nowMs();
    return bursts.some((burst) => burst.fromMs <= at && at < burst.untilMs);
  };
  let rates: FaultRates = { ...none, ...Object.fromEntries(drawn) };
  let injected = 0;
  return {
    strikes(fault) {
      const rate = rates[fault];
      if (rate === 0) return false;
      if (!random.chance(callFaults.has(fault) && isBurst() ? rate * BURST_FACTOR : rate)) return false;
      injected += 1;
      return true;
    },
    get injected() {
      return injected;
    },
    calm() {
      rates = none;
    },
  };
}
