import { expect, test } from 'vitest';
import { type CallFault, ConnectionLost, faultsByChance, meetFault } from '../../../local/cloud/proxy/call-fault.ts';

const calls = Array.from({ length: 2_000 }, (_, n) => ({
  ...{ service: 'sqs', operation: 'sqs:SendMessage', functionName: 'SendFunction' },
  nth: n + 1,
}));

test('a seed gives each call the same fate again, another seed another', () => {
  const fates = (seed: number) => calls.map(faultsByChance(seed, { 'lose-after': 100 }));
  expect(fates(1)).toEqual(fates(1));
  expect(fates(1)).not.toEqual(fates(2));
});

test('faults come about as often as they were asked for', () => {
  const met = calls.map(faultsByChance(3, { 'lose-before': 30, throttle: 200 }));
  const share = (fault: CallFault) => (met.filter((one) => one === fault).length / calls.length) * 1000;
  expect(share('lose-before')).toBeGreaterThan(15);
  expect(share('lose-before')).toBeLessThan(45);
  expect(share('throttle')).toBeGreaterThan(160);
  expect(share('throttle')).toBeLessThan(240);
  expect(share('lose-after')).toBe(0);
});

test.each<[CallFault, acts: boolean, answer: string]>([
  ['lose-before', false, 'lost'],
  ['lose-after', true, 'lost'],
  ['throttle', false, 'RequestThrottled'],
  ['error-before', false, 'InternalError'],
  ['error-after', true, 'InternalError'],
])('%s: the service has acted = %s, the caller is told: %s', async (fault, acts, answer) => {
  let acted = false;
  const told = await meetFault(fault, 'sqs', async () => {
    acted = true;
    return { status: 200, headers: {}, body: Buffer.from('fine') };
  }).then(
    ({ body }) => body.toString(),
    (error: unknown) => (error instanceof ConnectionLost ? 'lost' : 'another error'),
  );
  expect(acted).toBe(acts);
  expect(told).toContain(answer);
});
