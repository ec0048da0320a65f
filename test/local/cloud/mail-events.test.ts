import { describe, expect, test } from 'vitest';
import type { CloudResource } from '../../../local/cloud/assembly/resolve-stacks.ts';
import { publishMailEvents } from '../../../local/cloud/events/publish-mail-events.ts';
import type { JsonObject } from '../../../local/cloud/json.ts';
import { readMailEvents } from '../../../local/cloud/wiring/read-mail-events.ts';
import type { SesEvent } from '../../../local/endpoints/ses/ses-events.ts';

function aResource(type: string, ref: string, properties: JsonObject): CloudResource {
  return { stack: 'Tiny', logicalId: ref, type, ref, attributes: {}, properties, assetDirs: new Map() };
}

const bus = 'arn:aws:events:ap-northeast-1:000000000000:event-bus/default';

function aDestination(changes: JsonObject = {}, set = 'mails'): CloudResource {
  return aResource('AWS::SES::ConfigurationSetEventDestination', 'Events', {
    ConfigurationSetName: set,
    EventDestination: {
      Enabled: true,
      EventBridgeDestination: { EventBusArn: bus },
      MatchingEventTypes: ['bounce', 'send'],
      ...changes,
    },
  });
}

const set = aResource('AWS::SES::ConfigurationSet', 'mails', {});

function anEvent(eventType: string, configurationSet = 'mails'): SesEvent {
  return {
    ...{ version: '0', id: eventType, 'detail-type': 'Email', source: 'aws.ses', account: '0', time: '', region: '' },
    resources: [],
    detail: { eventType, mail: { tags: { 'ses:configuration-set': [configurationSet] } } },
  };
}

function told(resources: readonly CloudResource[], events: readonly SesEvent[]): readonly unknown[] {
  const published: unknown[] = [];
  const publish = publishMailEvents(
    { mailEvents: readMailEvents(resources) },
    { publish: ({ id }) => void published.push(id) },
  );
  for (const event of events) publish(event);
  return published;
}

describe('what SES tells the bus', () => {
  const events = [anEvent('Send'), anEvent('Delivery'), anEvent('Bounce'), anEvent('Bounce', 'another')];

  test('is what a destination of the configuration set asks for', () => {
    expect(told([set, aDestination()], events)).toEqual(['Send', 'Bounce']);
  });

  test('is nothing without a destination, or with one that is switched off', () => {
    expect(told([set], events)).toEqual([]);
    expect(told([set, aDestination({ Enabled: false })], events)).toEqual([]);
  });
});

test.each([
  ['another bus', aDestination({ EventBridgeDestination: { EventBusArn: bus.replace('default', 'own') } })],
  ['another kind', aDestination({ EventBridgeDestination: undefined, SnsDestination: { TopicARN: 'arn:x' } })],
  ['an event unknown here', aDestination({ MatchingEventTypes: ['open'] })],
  ['a configuration set unknown here', aDestination({}, 'other')],
])('a destination with %s is an error', (_what, destination) => {
  expect(() => readMailEvents([set, destination])).toThrow('Tiny/Events');
});
