import type { LocalClock } from '../../virtual-clock.ts';
import type { JsonObject } from '../json.ts';
import type { CloudJournal } from '../proxy/call-record.ts';
import type { RulePart } from '../wiring/cloud-parts.ts';
import type { Deliver, Sender } from './deliver.ts';

/** The account's event buses. */
export interface EventBus {
  /** Gives an event to the targets of every rule of the bus (the default one unless named) that matches it. */
  publish(event: JsonObject, bus?: string): void;
}

/** What the bus needs. */
export interface EventBusOptions {
  readonly rules: readonly RulePart[];
  readonly deliver: Deliver;
  readonly journal: CloudJournal;
  readonly clock: LocalClock;
  readonly account: string;
}

/** Routes events by the rules. What a target's policy refuses goes to the target's dead-letter queue, if it has one. */
export function createEventBus({ rules, deliver, journal, clock, account }: EventBusOptions): EventBus {
  return {
    publish(event, bus = 'default') {
      for (const rule of rules.filter((one) => one.bus === bus && one.pattern(event))) {
        const sender: Sender = {
          principal: { kind: 'service', service: 'events.amazonaws.com' },
          context: { 'aws:sourcearn': [rule.arn], 'aws:sourceaccount': [account] },
        };
        for (const { arn, input, deadLetterArn } of rule.targets) {
          const body = input ?? JSON.stringify(event);
          const refused = deliver.to(arn, body, sender);
          if (!refused) continue;
          const { action, resource } = refused;
          const message = `EventBridge rule ${rule.logicalId} is not authorized to perform: ${action} on resource: ${resource}`;
          journal.addFailure({
            atMs: clock.nowMs(),
            kind: 'denied',
            functionName: 'events',
            message,
            action,
            resource,
          });
          if (deadLetterArn !== undefined) deliver.to(deadLetterArn, body, sender);
        }
      }
    },
  };
}
