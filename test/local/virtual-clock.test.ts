import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createVirtualClock, patchDate, virtualNow } from '../../local/virtual-clock.ts';

const startMs = Date.UTC(2031, 2, 14, 0, 0, 0);
const minuteMs = 60_000;

describe('the virtual clock', () => {
  it('starts where it is told and goes on in real time', async () => {
    const clock = createVirtualClock(startMs);
    const firstMs = clock.nowMs();
    while (clock.nowMs() === firstMs) await new Promise((resolve) => setTimeout(resolve, 1));

    expect(firstMs - startMs).toBeLessThan(minuteMs);
    expect(clock.nowMs()).toBeGreaterThan(firstMs);
    expect(firstMs).toBeGreaterThanOrEqual(startMs);
  });

  it('moves forward, never back', () => {
    const clock = createVirtualClock(startMs);
    const laterMs = startMs + 86_400_000;

    expect(clock.moveTo(laterMs)).toBe(true);
    expect(clock.moveTo(startMs)).toBe(false);

    expect(clock.nowMs() - laterMs).toBeGreaterThanOrEqual(0);
    expect(clock.nowMs() - laterMs).toBeLessThan(minuteMs);
  });

  it('is one clock for all that share its buffer', () => {
    const clock = createVirtualClock(startMs);
    clock.moveTo(startMs + 5 * minuteMs);

    expect(Math.abs(virtualNow(clock.buffer) - clock.nowMs())).toBeLessThan(minuteMs);
  });

  it('is seen by a worker thread when it is moved from outside', async () => {
    const clock = createVirtualClock(startMs);
    const source = `
      import('node:worker_threads').then(async ({ parentPort, workerData }) => {
        const { patchDate } = await import(workerData.module);
        patchDate(workerData.buffer);
        parentPort.on('message', () => parentPort.postMessage(Date.now()));
      });`;
    const module = new URL('../../local/virtual-clock.ts', import.meta.url).href;
    const worker = new Worker(source, { eval: true, workerData: { module, buffer: clock.buffer } });
    try {
      clock.moveTo(startMs + 90 * 86_400_000);
      worker.postMessage('tell the time');
      const [toldMs] = await once(worker, 'message');

      expect(Math.abs(Number(toldMs) - clock.nowMs())).toBeLessThan(minuteMs);
    } finally {
      await worker.terminate();
    }
  });
});

describe('a thread whose Date is patched', () => {
  let restore: (() => void) | undefined;
  afterEach(() => restore?.());
  const patch = () => {
    restore = patchDate(createVirtualClock(startMs).buffer);
  };

  it('is told the virtual time wherever it asks for now', () => {
    patch();
    const times = [
      Date.now(),
      Date.parse(new Date().toISOString()),
      Date.parse(Date()),
      Number(Reflect.construct(new Date(0).constructor, [])),
    ];

    for (const ms of times) expect(Math.abs(ms - startMs)).toBeLessThan(minuteMs);
  });

  it('finds all else of Date as it was', () => {
    const before = new Date(0);
    patch();
    class Deadline extends Date {
      readonly label = 'deadline';
    }

    expect(new Date(2000, 1, 29).getDate()).toBe(29);
    expect(new Date('2000-02-29T00:00:00Z').getTime()).toBe(Date.UTC(2000, 1, 29));
    expect(Date.parse('2000-02-29T00:00:00Z')).toBe(Date.UTC(2000, 1, 29));
    expect(before).toBeInstanceOf(Date);
    expect(new Date()).toBeInstanceOf(Date);
    expect(new Date().constructor).toBe(Date);
    expect(typeof Date()).toBe('string');
    expect(Date.length).toBe(7);
    expect(new Deadline()).toBeInstanceOf(Deadline);
    expect(new Deadline().label).toBe('deadline');
    expect(Math.abs(new Deadline().getTime() - startMs)).toBeLessThan(minuteMs);
    expect(new Deadline(5).getTime()).toBe(5);
  });

  it('has its own time again once that is taken back', () => {
    const real = Date;
    patch();
    expect(Date).not.toBe(real);
    restore?.();

    expect(Date).toBe(real);
    expect(new Date().constructor).toBe(real);
    expect(Date.now()).toBeLessThan(startMs);
  });
});
