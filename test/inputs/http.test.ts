import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anApi } from '../functions/api-setting.ts';
import { hostileJson, hostileText, isUnpolluted, spoiled, tries } from './hostile.ts';

const sound = [
  {
    type: 'customer.upserted',
    id: 'e',
    source: 'crm',
    time: '2027-03-14T00:00:00Z',
    data: { customer: { id: 'C1', 氏名: 'x', 誕生日: '2000-01-01' } },
  },
  { type: 'record.deleted', data: { type: 'contract', record: { id: 'K1' } } },
  {
    specversion: '1.0',
    type: 'document-downloaded',
    id: 'f',
    source: '/s',
    data: { email: 'a@example.jp', data: { title: 'x' } },
  },
];
const items = {
  value: [{ ID: 1, 氏名: 'x', 担当者: { Claims: 'c', DisplayName: 'd', Email: 'e' }, Tags: [{ Id: 0, Value: 'v' }] }],
};
const asJson = (value: unknown) => JSON.stringify(value) ?? '';
const ascii = hostileText.map((text) => text.replace(/[^\x20-\x7e]/g, '').trim());
const bodies = fc.oneof(
  spoiled(sound).map(asJson),
  spoiled(sound[0]).map(asJson),
  spoiled(items).map(asJson),
  hostileJson.map(asJson),
  hostileText,
  fc.uint8Array({ maxLength: 200 }),
  fc.constant(null),
);
const mediaTypes = fc.oneof(
  fc.constantFrom(
    'application/json',
    'application/cloudevents+json',
    'text/csv',
    'application/octet-stream',
    'text/csv;charset=;',
    ';',
    '',
  ),
  ascii,
);
const paths = fc.oneof(
  fc.constantFrom(
    '/v1/events',
    '/v1/import',
    '/v1/import?file=customers.csv',
    '/v1/import?file=customers.xlsx&mode=full',
    '/v1/import?file=%ff.csv',
    '/v1/import?file=events.jsonl',
    '/v1/',
  ),
  hostileText.map((text) => `/v1/import?file=${encodeURIComponent(`customers${text.toWellFormed()}.csv`)}`),
  ascii.map((text) => `/v1/import?file=customers.csv&mode=${text}&file=${text}`),
);
const headers = fc.record(
  { 'accept-language': ascii, 'idempotency-key': fc.oneof(ascii, fc.constantFrom('a', 'b')) },
  { requiredKeys: [] },
);

describe('the HTTP API', () => {
  it('answers whatever comes, hands on what is sound and nothing else, and logs nothing of it', async () => {
    const { post, queued, files, logged } = anApi();
    await fc.assert(
      fc.asyncProperty(paths, bodies, mediaTypes, headers, async (path, body, mediaType, further) => {
        const before = queued.length + files.length;
        const { status, headers: answered } = await post(path, body, { 'content-type': mediaType, ...further });
        expect(status).toBeLessThan(500);
        expect(answered.get('cache-control')).toBe('no-store');
        if (status !== 202) {
          expect(answered.get('content-type')).toBe('application/problem+json');
          expect(queued.length + files.length).toBe(before);
        }
        expect(isUnpolluted()).toBe(true);
      }),
      tries(1_500),
    );
    expect(queued.length).toBeGreaterThan(0);
    expect(files.length).toBeGreaterThan(0);
    for (const { key } of files) expect(key).toMatch(/^imports\/api\/[0-9a-f-]{36}\/[^/\\\p{Cc}]+$/u);
    for (const { id, time } of queued) {
      expect(id).toMatch(/^.{1,128}$/s);
      expect(new Date(time).toISOString()).toBe(time);
    }
    expect(logged.join()).not.toMatch(/planted|example/);
  });
});
