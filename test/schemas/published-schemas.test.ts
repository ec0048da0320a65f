import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { outboundOfOptOut, outboundOfSend } from '../../lambda/domain/events/outbound-of.ts';
import { customerOptedOut, mailBounced, mailSent } from '../../lambda/domain/events/outbound-schemas.ts';
import { readEvent } from '../../lambda/domain/events/read-event.ts';
import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import { publishedSchemas, toJsonSchema } from '../../schemas/published-schemas.ts';
import { aSendRow } from '../domain/events/a-send-row.ts';

const folder = join(import.meta.dirname, '../../schemas');
const rules = { recordModel: defaultRecordModel, timeZone: 'Asia/Tokyo', today: '2027-03-14' };
const howToWrite = 'schemas/*.json are not in step: run `node schemas/write.ts`, then `npm run format`.';

describe('the published schemas', () => {
  test.each(publishedSchemas)('$name is what the program reads or writes', (schema) => {
    const published: unknown = JSON.parse(readFileSync(join(folder, `${schema.name}.json`), 'utf8'));
    expect(published, howToWrite).toEqual(JSON.parse(JSON.stringify(toJsonSchema(schema))));
  });

  test('are all there are', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(files.toSorted()).toEqual(publishedSchemas.map(({ name }) => `${name}.json`).toSorted());
  });

  const inbound = publishedSchemas.filter(({ direction }) => direction === 'in');
  test.each(inbound)('the examples of $name can be taken in', ({ name, examples }) => {
    const type = name === 'event' ? 'document-downloaded' : name;
    for (const detail of examples) {
      const event = { id: 'e1', 'detail-type': type, source: 'crm', time: '2027-03-14T01:00:00Z', detail };
      expect(readEvent(event, rules)).not.toMatchObject({ kind: 'refused' });
    }
  });

  const outbound: readonly [string, z.core.$ZodType, unknown][] = [
    ['mail.sent', mailSent, outboundOfSend({ state: 'sent', reason: '' }, aSendRow())],
    ['mail.bounced', mailBounced, outboundOfSend({ state: 'bounced', reason: 'hard-bounce' }, aSendRow())],
    [
      'customer.opted-out',
      customerOptedOut,
      outboundOfOptOut({
        ...{ kind: 'opted-out', customer: 'C1', scope: 'marketing' },
        ...{ at: '2027-03-14T01:00:00.000Z', source: 'one-click' },
      }),
    ],
  ];
  test.each(outbound)('%s is announced as published, and so are its examples', async (name, schema, event) => {
    const { parseAsync } = await import('zod');
    expect(event).toMatchObject({ type: name, id: expect.any(String) });
    const { id, detail } = Object(event);
    const examples = publishedSchemas.find((one) => one.name === name)?.examples ?? [];
    for (const each of [{ id, ...detail }, ...examples]) await expect(parseAsync(schema, each)).resolves.toEqual(each);
  });
});
