import { expect, test } from 'vitest';
import { createEventBus } from '../../../local/cloud/events/event-bus.ts';
import { readEventPattern } from '../../../local/cloud/events/event-pattern.ts';
import { createJournal } from '../../../local/cloud/proxy/call-record.ts';
import type { RulePart } from '../../../local/cloud/wiring/cloud-parts.ts';

function aRule(bus: string, source: unknown): RulePart {
  const arn = `arn:aws:events:ap-northeast-1:000000000000:rule/${bus}`;
  return { logicalId: bus, arn, bus, pattern: readEventPattern({ source: [source] }), targets: [{ arn: `to-${bus}` }] };
}

test('an event reaches the rules of the bus that it was put on, and no others', () => {
  const delivered: string[] = [];
  const bus = createEventBus({
    rules: [aRule('default', 'crm'), aRule('fushime-local', { 'anything-but': ['fushime'] })],
    deliver: {
      to(arn) {
        delivered.push(arn);
        return undefined;
      },
    },
    ...{ journal: createJournal(), clock: { nowMs: () => 0 }, account: '000000000000' },
  });
  bus.publish({ source: 'crm' });
  expect(delivered).toEqual(['to-default']);
  bus.publish({ source: 'crm' }, 'fushime-local');
  bus.publish({ source: 'fushime' }, 'fushime-local');
  expect(delivered).toEqual(['to-default', 'to-fushime-local']);
});
