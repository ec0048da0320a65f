import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../local/cloud/json.ts';
import { createEvents } from '../../../local/endpoints/events.ts';

const now = Date.parse('2027-03-14T00:00:00.500Z');

function anEndpoint() {
  const taken: (readonly [bus: string, event: JsonObject])[] = [];
  const events = createEvents({
    ...{ clock: { nowMs: () => now }, region: 'ap-northeast-1', account: '000000000000' },
    publish: (event, bus) => void taken.push([bus, event]),
  });
  const call = async (body: unknown, target = 'AWSEvents.PutEvents') => {
    const headers = { 'x-amz-target': target };
    const answer = await events({ method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(body)) });
    return { status: answer.status, body: JSON.parse(answer.body.toString('utf8')) };
  };
  return { taken, call };
}

const entry = { EventBusName: 'fushime-local', Source: 'crm', DetailType: 'x', Detail: '{"a":1}' };

describe('PutEvents', () => {
  test("gives the event EventBridge's envelope, with whole seconds", async () => {
    const { taken, call } = anEndpoint();
    const { body } = await call({ Entries: [entry, { ...entry, Time: 1_804_986_000 }] });
    expect(body).toMatchObject({ FailedEntryCount: 0 });
    expect(taken).toEqual([
      [
        'fushime-local',
        {
          ...{ version: '0', id: body.Entries[0].EventId, 'detail-type': 'x', source: 'crm', account: '000000000000' },
          ...{ time: '2027-03-14T00:00:00Z', region: 'ap-northeast-1', resources: [], detail: { a: 1 } },
        },
      ],
      ['fushime-local', expect.objectContaining({ time: '2027-03-14T01:00:00Z' })],
    ]);
  });

  test('knows a bus by its ARN too, and the default one without a name', async () => {
    const { taken, call } = anEndpoint();
    const { EventBusName: _, ...unnamed } = entry;
    const EventBusName = 'arn:aws:events:ap-northeast-1:000000000000:event-bus/fushime-local';
    await call({ Entries: [{ ...entry, EventBusName }, unnamed] });
    expect(taken.map(([bus]) => bus)).toEqual(['fushime-local', 'default']);
  });

  test('refuses entries one by one', async () => {
    const { taken, call } = anEndpoint();
    const wrong = [{ Source: '' }, { DetailType: undefined }, { Detail: 'no' }, { Detail: '[]' }, { Source: 'aws.s3' }];
    const { status, body } = await call({ Entries: [entry, ...wrong.map((change) => ({ ...entry, ...change }))] });
    expect(status).toBe(200);
    expect(body.FailedEntryCount).toBe(wrong.length);
    expect(body.Entries.map(({ ErrorCode }: { ErrorCode?: string }) => ErrorCode)).toEqual([
      ...[undefined, 'InvalidArgument', 'InvalidArgument', 'MalformedDetail', 'MalformedDetail'],
      'NotAuthorizedForSourceException',
    ]);
    expect(taken).toHaveLength(1);
  });

  test('refuses a call of none or of more than ten, and any other operation', async () => {
    const { call } = anEndpoint();
    expect(await call({ Entries: [] })).toMatchObject({ status: 400, body: { __type: 'ValidationException' } });
    const eleven = Array.from({ length: 11 }, () => entry);
    expect(await call({ Entries: eleven })).toMatchObject({ status: 400 });
    expect(await call({}, 'AWSEvents.PutRule')).toMatchObject({ body: { __type: 'UnknownOperationException' } });
  });
});
