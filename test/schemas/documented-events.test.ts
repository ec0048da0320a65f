import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readEvent } from '../../lambda/domain/events/read-event.ts';
import { readPostedEvents } from '../../lambda/domain/http/read-posted-events.ts';
import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import { publishedSchemas } from '../../schemas/published-schemas.ts';
import { spoiled, tries } from '../inputs/hostile.ts';

const root = join(import.meta.dirname, '../..');
const rules = { recordModel: defaultRecordModel, timeZone: 'Asia/Tokyo', today: '2027-03-14' };
const envelope = { id: 'e1', source: 'crm', time: '2027-03-14T01:00:00Z' };

/** The published schema, as another system's validator reads it. */
function schemaOf(detailType: string): z.ZodType {
  const name = publishedSchemas.some((each) => each.name === detailType) ? detailType : 'event';
  return z.fromJSONSchema(JSON.parse(readFileSync(join(root, `schemas/${name}.json`), 'utf8')));
}

function page(name: string): string {
  return readFileSync(join(root, 'docs', name), 'utf8');
}

/** Whatever of a page is written in code and is JSON. */
function jsonIn(text: string): readonly Readonly<Record<string, unknown>>[] {
  const pieces = [...text.matchAll(/```json\n([\s\S]*?)```|`(\{[^`]*\})`/g)].map(
    ([, block, inline]) => block ?? inline,
  );
  return pieces.flatMap((piece = '') => {
    try {
      return [JSON.parse(piece)];
    } catch {
      return [];
    }
  });
}

describe('what the pages show', () => {
  test('put-events is taken in, and is as published', () => {
    const calls = [...page('events.md').matchAll(/put-events --entries '(\[[\s\S]*?\])'/g)];
    const entries = calls.flatMap(([, json = '']) => JSON.parse(json));
    expect(entries.length).toBeGreaterThan(0);
    for (const { EventBusName, Source, DetailType, Detail } of entries) {
      expect(EventBusName).toMatch(/^fushime-/);
      const detail: unknown = JSON.parse(Detail);
      expect(schemaOf(DetailType).safeParse(detail)).toMatchObject({ success: true });
      const event = { ...envelope, 'detail-type': DetailType, source: Source, detail };
      expect(readEvent(event, rules)).not.toMatchObject({ kind: 'refused' });
    }
  });

  test('the events that are posted are taken in, and are as published', () => {
    const posted = ['events.md', 'sharepoint-sync.md'].flatMap((name) =>
      jsonIn(page(name)).filter(({ type, data }) => type !== undefined && data !== undefined),
    );
    expect(posted.length).toBeGreaterThan(1);
    for (const event of posted) {
      expect(readPostedEvents(event, rules)).toMatchObject({ ok: true });
      expect(schemaOf(String(event.type)).safeParse(event.data)).toMatchObject({ success: true });
    }
  });

  test('what other systems hear is as published', () => {
    const heard = jsonIn(page('events.md')).filter(({ source }) => source === 'fushime');
    expect(heard.length).toBeGreaterThan(0);
    for (const { 'detail-type': type, detail } of heard) {
      expect(schemaOf(String(type)).safeParse(detail)).toMatchObject({ success: true });
    }
  });
});

describe('a system that checks its events by the published schemas', () => {
  const inbound = publishedSchemas.filter(({ direction }) => direction === 'in');
  test.each(inbound)('sends every $name that would be taken in', ({ name, examples }) => {
    const schema = schemaOf(name);
    const type = name === 'event' ? 'document-downloaded' : name;
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...examples).chain(spoiled), (detail) => {
        const isTaken = readEvent({ ...envelope, 'detail-type': type, detail }, rules).kind !== 'refused';
        if (isTaken) taken += 1;
        expect(isTaken && !schema.safeParse(detail).success).toBe(false);
      }),
      tries(500),
    );
    expect(taken).toBeGreaterThan(0);
  });
});
