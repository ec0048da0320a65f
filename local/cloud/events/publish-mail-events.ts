import type { SesEvent } from '../../endpoints/ses/ses-events.ts';
import { at, listOf } from '../json.ts';
import type { CloudParts } from '../wiring/cloud-parts.ts';
import type { EventBus } from './event-bus.ts';

/** Answers how to publish what SES says of a mail: only what a destination of the mail's configuration set asks for. */
export function publishMailEvents({ mailEvents }: Pick<CloudParts, 'mailEvents'>, bus: EventBus) {
  return (event: SesEvent): void => {
    const eventType = String(at(event.detail, 'eventType'));
    const [set] = listOf(at(event.detail, 'mail', 'tags', 'ses:configuration-set'));
    // Like SES: once for each destination.
    for (const { configurationSet, eventTypes } of mailEvents) {
      if (configurationSet === set && eventTypes.has(eventType)) bus.publish({ ...event });
    }
  };
}
