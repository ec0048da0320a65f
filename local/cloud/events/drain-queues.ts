import type { LocalClock } from '../../virtual-clock.ts';
import type { LocalQueues } from '../engines/local-queues.ts';
import type { Invoker } from '../functions/invoker.ts';
import type { Authority } from '../iam/authority.ts';
import type { CloudJournal } from '../proxy/call-record.ts';
import type { CloudParts, MappingPart } from '../wiring/cloud-parts.ts';
import { failedItems, queueEvent } from './queue-event.ts';

/** What draining needs. */
export interface DrainOptions {
  readonly parts: CloudParts;
  readonly queues: LocalQueues;
  readonly invoker: Invoker;
  readonly authority: Authority;
  readonly journal: CloudJournal;
  readonly clock: LocalClock;
  /** Ends all draining: what is under way is left as it is. */
  readonly stop: AbortSignal;
}

const pollActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/**
 * Answers how to feed the functions from their queues until nothing is ready and nothing is under way. A mapping with
 * a batching window waits until all others are idle: it gathers what is there. Calls wait for each other.
 */
export function createDrain(options: DrainOptions): () => Promise<void> {
  const { queues, invoker, stop } = options;
  const mappings = options.parts.mappings.filter((mapping) => mayPoll(mapping, options));
  let last: Promise<unknown> = Promise.resolve();

  async function drain(): Promise<void> {
    const running = new Map<MappingPart, Promise<void>>();
    const start = (mapping: MappingPart) => {
      running.set(
        mapping,
        feedOnce(mapping, options).finally(() => running.delete(mapping)),
      );
    };
    const isIdle = (mapping: MappingPart) => !running.has(mapping) && queues.isReady(mapping.queueArn);
    while (!stop.aborted) {
      queues.releaseDelayed();
      for (const mapping of mappings) if (!mapping.gathers && isIdle(mapping)) start(mapping);
      if (running.size === 0) {
        await invoker.settled();
        const eager = mappings.some((mapping) => !mapping.gathers && isIdle(mapping));
        const gathering = mappings.find((mapping) => mapping.gathers && isIdle(mapping));
        if (eager) continue;
        if (!gathering) return;
        start(gathering);
      }
      await Promise.race([...running.values(), arrival(queues)]);
    }
    await Promise.all(running.values());
  }
  return () => {
    const next = last.then(drain);
    last = next.catch(() => undefined);
    return next;
  };
}

function arrival(queues: LocalQueues): Promise<void> {
  return new Promise((resolve) => {
    const stop = queues.onArrival(() => {
      stop();
      resolve();
    });
  });
}

async function feedOnce(mapping: MappingPart, { queues, invoker, stop }: DrainOptions): Promise<void> {
  const { queueArn, functionArn, batchSize, reportsItemFailures } = mapping;
  const messages = queues.take(queueArn, batchSize);
  // All that was ready had been received too often and is in the dead-letter queue now.
  if (messages.length === 0) return;
  const result = await invoker.invoke(functionArn, queueEvent(queueArn, messages));
  // The function was ended in the middle. Its messages stay taken, and come back when the cloud is started again.
  if (stop.aborted) return;
  const reported = reportsItemFailures && result.ok ? failedItems(result.result, messages) : new Set<string>();
  const failed = result.ok ? reported : 'all';
  for (const { messageId, receiptHandle } of messages) {
    if (failed === 'all' || failed.has(messageId)) queues.giveBack(queueArn, receiptHandle);
    else queues.finish(queueArn, receiptHandle);
  }
}

// Lambda polls in the function's role.
function mayPoll({ queueArn, functionArn }: MappingPart, options: DrainOptions): boolean {
  const { parts, authority, journal, clock } = options;
  const target = parts.functions.find(({ arn }) => arn === functionArn);
  if (!target) return false;
  const permissions = pollActions.map((action) => ({ action, resource: queueArn }));
  const refused = authority.refusal(authority.rolePrincipal(target.roleArn), permissions);
  if (!refused) return true;
  const { action, resource } = refused;
  const message = `Lambda cannot poll for ${target.logicalId}: its role may not perform: ${action} on resource: ${resource}`;
  journal.addFailure({
    atMs: clock.nowMs(),
    kind: 'denied',
    functionName: target.logicalId,
    message,
    action,
    resource,
  });
  return false;
}
