import { FushimeError } from '../domain/fushime-error.ts';

/**
 * What of an error may be logged: its name, its cause's name, where it arose, whether trying again can help.
 * Messages stay out: they may carry what somebody wrote.
 */
export function errorIds(error: unknown): Readonly<Record<string, string | boolean>> {
  if (!(error instanceof Error)) return { error: 'unknown' };
  return {
    error: error.name,
    ...(error.cause instanceof Error ? { cause: error.cause.name } : {}),
    ...(error instanceof FushimeError ? { retryable: error.retryable } : {}),
    ...placeOf(error),
  };
}

// `at work (file:///var/task/index.mjs:12:34)` comes down to `index.mjs:12:34`.
function placeOf({ stack = '' }: Error): { readonly at?: string } {
  const line = stack.split('\n').find((each) => each.trimStart().startsWith('at '));
  const at = /(?<![^/\\(\s])[^/\\(\s]+:\d+:\d+(?=\)?$)/.exec(line ?? '')?.[0];
  return at === undefined ? {} : { at };
}
