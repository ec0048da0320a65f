import type { Clock } from '../../ports.ts';

/** Answers how to read something at most once in `everyMs`; what fails is read again. */
export function readSometimes<T>(read: () => Promise<T>, everyMs: number, clock: Clock) {
  let last: { readonly atMs: number; readonly answer: Promise<T> } | undefined;
  const forget = () => {
    last = undefined;
  };
  return {
    forget,
    read(): Promise<T> {
      const nowMs = clock.nowMs();
      // A clock may also be set back.
      if (last !== undefined && Math.abs(nowMs - last.atMs) < everyMs) return last.answer;
      const answer = read();
      last = { atMs: nowMs, answer };
      answer.catch(forget);
      return answer;
    },
  };
}
