import type { LocalCloud } from '../cloud/local-cloud.ts';
import type { Trouble } from './viewer-backend.ts';

/** Dead letters, failed functions and denied calls, newest failure first. */
export function readTroubles(cloud: Pick<LocalCloud, 'deadLetters' | 'failures'>): readonly Trouble[] {
  const letters = Object.entries(cloud.deadLetters()).flatMap(([source, bodies]) =>
    bodies.map((detail): Trouble => ({ kind: 'dead-letter', source, detail })),
  );
  const failures = cloud.failures().map(({ kind, functionName, message, action, resource, atMs }): Trouble => {
    const detail = [message, [action, resource].filter(Boolean).join(' ')].filter(Boolean).join('\n');
    return { kind: kind === 'denied' ? 'denied-call' : 'failure', source: functionName, detail, atMs };
  });
  return [...letters, ...failures.toReversed()];
}
