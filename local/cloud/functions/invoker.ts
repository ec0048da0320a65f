import type { LocalClock } from '../../virtual-clock.ts';
import type { CloudJournal } from '../proxy/call-record.ts';
import type { InvocationResult, RunningFunction } from './run-function.ts';

/** Calls functions and keeps count of it. Functions are named by ARN. */
export interface Invoker {
  /** Calls and waits. A failure is in the journal too. */
  invoke(arn: string, event: unknown): Promise<InvocationResult>;
  /** Calls without waiting; a failure is tried again as often as the function's configuration says. */
  invokeLater(arn: string, event: unknown): void;
  /** Resolves once nothing that was called without waiting is under way. */
  settled(): Promise<void>;
  /** How often each function has been called. */
  counts(): ReadonlyMap<string, number>;
}

/** One call of a function that has ended. The duration is in real time. */
export interface Invocation {
  readonly functionName: string;
  readonly durationMs: number;
  readonly ok: boolean;
}

/** What the invoker needs; `onExhausted` hears of events that failed for good. */
export interface InvokerOptions {
  readonly functions: readonly RunningFunction[];
  readonly journal: CloudJournal;
  readonly clock: LocalClock;
  /** Ends all retrying and reporting. */
  readonly stop: AbortSignal;
  readonly onInvoked: (invocation: Invocation) => void;
  readonly onExhausted: (running: RunningFunction, event: unknown, failure: InvocationResult) => void;
}

/** Calls the functions given. Throws an Error for an ARN of none of them. */
export function createInvoker({ functions, journal, clock, stop, onInvoked, onExhausted }: InvokerOptions): Invoker {
  const byArn = new Map(functions.map((running) => [running.part.arn, running]));
  const counts = new Map<string, number>();
  const pending = new Set<Promise<void>>();

  function find(arn: string): RunningFunction {
    const running = byArn.get(arn);
    if (!running) throw new Error(`There is no function ${arn} in the templates.`);
    return running;
  }

  async function invoke(arn: string, event: unknown): Promise<InvocationResult> {
    const running = find(arn);
    counts.set(arn, (counts.get(arn) ?? 0) + 1);
    const startedMs = performance.now();
    const result = await running.invoke(event);
    const functionName = running.part.logicalId;
    onInvoked({ functionName, durationMs: performance.now() - startedMs, ok: result.ok });
    if (!result.ok && !stop.aborted) {
      const message = `${result.errorType}: ${result.errorMessage}`;
      journal.addFailure({ atMs: clock.nowMs(), kind: result.timedOut ? 'timeout' : 'error', functionName, message });
    }
    return result;
  }

  async function invokeUntilDone(arn: string, event: unknown): Promise<void> {
    const running = find(arn);
    for (let attempt = 0; ; attempt += 1) {
      const result = await invoke(arn, event);
      if (result.ok || stop.aborted) return;
      if (attempt >= running.part.retries) return onExhausted(running, event, result);
    }
  }

  return {
    invoke,
    invokeLater(arn, event) {
      const work = invokeUntilDone(arn, event).finally(() => pending.delete(work));
      pending.add(work);
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
    counts: () => counts,
  };
}
