import { z } from 'zod';
import type { CloudResource } from '../assembly/resolve-stacks.ts';
import { TemplateError } from '../template-error.ts';
import type { MailEventsPart } from './cloud-parts.ts';
import { ofType, parsed, placeOf } from './read-functions.ts';

const eventTypes = {
  bounce: 'Bounce',
  complaint: 'Complaint',
  delivery: 'Delivery',
  reject: 'Reject',
  send: 'Send',
} as const;

// Strict: other destinations and other events would never be heard here.
const destinationSchema = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Enabled: z.boolean().default(true),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string().endsWith(':event-bus/default') }),
    MatchingEventTypes: z.array(z.enum(['bounce', 'complaint', 'delivery', 'reject', 'send'])),
    Name: z.string().optional(),
  }),
});

/** What SES tells the default event bus. Destinations of other kinds are errors, and so is a configuration set unknown here. */
export function readMailEvents(resources: readonly CloudResource[]): readonly MailEventsPart[] {
  const sets = new Set(ofType(resources, 'AWS::SES::ConfigurationSet').map(({ ref }) => ref));
  return ofType(resources, 'AWS::SES::ConfigurationSetEventDestination').flatMap((resource) => {
    const { ConfigurationSetName, EventDestination } = parsed(destinationSchema, resource);
    if (!sets.has(ConfigurationSetName)) {
      throw new TemplateError(placeOf(resource), `unknown configuration set ${ConfigurationSetName}`);
    }
    if (!EventDestination.Enabled) return [];
    const told = new Set(EventDestination.MatchingEventTypes.map((type) => eventTypes[type]));
    return [{ logicalId: resource.logicalId, configurationSet: ConfigurationSetName, eventTypes: told }];
  });
}
