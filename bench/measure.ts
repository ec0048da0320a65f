/** Rounds of each side; the two sides take turns, so that whatever else the machine does meets both. */
const ROUNDS = 7;

/** One comparison: what we do, and a floor or a peer that does the same. `operations` is how many each call does. */
export interface Comparison {
  readonly name: string;
  readonly ours: () => unknown;
  readonly peerName: string;
  readonly peer: () => unknown;
  readonly operations: number;
}

/** Median times in microseconds per operation, and how many times longer the peer takes. */
export interface Measurement {
  readonly name: string;
  readonly oursUs: number;
  readonly peerName: string;
  readonly peerUs: number;
  readonly ratio: number;
}

/** Measures both sides in one run. */
export async function measure({ name, ours, peerName, peer, operations }: Comparison): Promise<Measurement> {
  const times = { ours: [] as number[], peer: [] as number[] };
  await ours();
  await peer();
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(await time(ours));
    times.peer.push(await time(peer));
  }
  const oursUs = (median(times.ours) * 1_000) / operations;
  const peerUs = (median(times.peer) * 1_000) / operations;
  return { name, oursUs, peerName, peerUs, ratio: peerUs / oursUs };
}

async function time(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
