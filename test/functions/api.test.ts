import { describe, expect, it } from 'vitest';
import { anApi, apiKey } from './api-setting.ts';

const customer = {
  type: 'customer.upserted',
  data: { customer: { id: 'C1', 氏名: '田中 花子', 誕生日: '1990-03-14' } },
};
const events = '/v1/events';
const customers = '/v1/import?file=customers.csv';
const csv = { 'content-type': 'text/csv; charset=utf-8' };

describe('who may call', () => {
  it.each([
    ['nobody', {}],
    ['a wrong key', { authorization: `Bearer ${'x'.repeat(40)}` }],
    ['the beginning of a key', { authorization: `Bearer ${apiKey.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${apiKey}` }],
    ['no key at all', { authorization: 'Bearer ' }],
  ])('%s is answered 401, without a hint, and nothing is done', async (_, headers: Record<string, string>) => {
    const { app, queued, logged } = anApi();
    const body = JSON.stringify(customer);
    const answer = await app.request(events, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="fushime"');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(queued).toEqual([]);
    expect(logged.join()).not.toContain(apiKey.slice(0, 20));
  });

  it('a key that has just been made is known at once, and the one of before as well', async () => {
    const made = 'n'.repeat(40);
    const { post, queued } = anApi({ latestApiKeys: async () => [made, apiKey] });
    expect((await post(events, JSON.stringify(customer), { authorization: `Bearer ${made}` })).status).toBe(202);
    expect((await post(events, JSON.stringify(customer))).status).toBe(202);
    expect(queued).toHaveLength(2);
  });

  it('without a key in the secret nobody may', async () => {
    const { post, logged } = anApi({ apiKeys: async () => [], latestApiKeys: async () => [] });
    expect((await post(events, '{}', { authorization: 'Bearer ' })).status).toBe(401);
    expect(logged.join()).toContain('api-keys-unusable');
  });
});

describe('POST /v1/events', () => {
  it('queues an event, as EventBridge would bring it, and says under which id', async () => {
    const { post, queued } = anApi();
    const { status, json } = await post(
      events,
      JSON.stringify({ ...customer, id: 'e-1', source: 'crm', time: '2027-03-14T09:00:00+09:00' }),
    );
    expect(status).toBe(202);
    expect(json).toEqual({ accepted: 1, ids: ['e-1'] });
    expect(queued).toEqual([
      {
        id: 'e-1',
        'detail-type': 'customer.upserted',
        source: 'crm',
        time: '2027-03-14T00:00:00.000Z',
        detail: customer.data,
      },
    ]);
  });

  it('takes CloudEvents, one or many', async () => {
    const { post, queued } = anApi();
    const one = {
      specversion: '1.0',
      id: 'a',
      source: '/crm',
      datacontenttype: 'application/json',
      subject: 'x',
      traceparent: 'y',
      ...customer,
    };
    expect((await post(events, JSON.stringify(one), { 'content-type': 'application/cloudevents+json' })).status).toBe(
      202,
    );
    const batch = { 'content-type': 'application/cloudevents-batch+json; charset=UTF-8' };
    expect((await post(events, JSON.stringify([one, { ...one, id: 'b' }]), batch)).status).toBe(202);
    expect(queued.map(({ id }) => id)).toEqual(['a', 'a', 'b']);
    const { json } = await post(events, JSON.stringify({ specversion: '0.3', data_base64: '', ...customer }));
    expect(json).toMatchObject({
      errors: [{ path: 'specversion' }, { path: 'id' }, { path: 'source' }, { path: 'data_base64' }],
    });
  });

  it('says of every wrong event where and what, in the language asked for, and queues none', async () => {
    const { post, queued } = anApi();
    const wrong = [
      customer,
      { type: 'customer.upserted', data: { customer: { id: 'C2', 誕生日: '2000-02-30' } } },
      { tpye: 'x', data: {} },
      { type: 'document-downloaded', data: { customer: 'C1' }, time: 'yesterday' },
      7,
    ];
    const inEnglish = await post(events, JSON.stringify(wrong), { 'accept-language': 'fr, en-US;q=0.9, ja;q=0.1' });
    expect(inEnglish.status).toBe(422);
    expect(inEnglish.headers.get('content-language')).toBe('en');
    expect(inEnglish.json).toMatchObject({
      type: 'urn:fushime:problem:invalid-events',
      errors: [
        { path: '[1].data.customer.誕生日' },
        { path: '[2].tpye' },
        { path: '[2].type' },
        { path: '[3].time' },
        { path: '[4]' },
      ],
    });
    expect(JSON.stringify(inEnglish.json)).not.toContain('2000-02-30');
    const { json } = await post(events, JSON.stringify(wrong), { 'accept-language': 'ja' });
    expect(json).toMatchObject({ title: 'イベントに誤りがあります' });
    expect(queued).toEqual([]);
  });

  it.each([
    ['no event', '[]', 422],
    ['more than 100', JSON.stringify(Array.from({ length: 101 }, () => customer)), 422],
    [
      'more than 256 KB',
      JSON.stringify({ ...customer, data: { customer: { id: 'C1', note: 'あ'.repeat(90_000) } } }),
      413,
    ],
    ['nothing', '', 400],
    ['a byte that is no UTF-8', Uint8Array.of(0x22, 0x93, 0xfa, 0x22), 400],
  ])('refuses %s', async (_, body, status) => {
    const { post, queued } = anApi();
    expect((await post(events, body)).status).toBe(status);
    expect(queued).toEqual([]);
  });

  it('says where a body stops being JSON', async () => {
    const { post } = anApi();
    const { status, json } = await post(events, '{\n  "type": "x",\n  "data": {氏名: 1}\n}', {
      'accept-language': 'en',
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({ detail: 'The body cannot be read as JSON. Look at line 3, column 12.' });
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/json; charset=Shift_JIS', ''])(
    'refuses the media type %s',
    async (type) => {
      expect((await anApi().post(events, '{}', { 'content-type': type })).status).toBe(415);
    },
  );

  it('answers other methods with what it wants, and other places with what there is', async () => {
    const { app, post } = anApi();
    const get = await app.request(events);
    expect(get.status).toBe(405);
    expect(get.headers.get('allow')).toBe('POST');
    expect((await post('/v1/customers', '{}')).status).toBe(404);
  });

  it('never logs what was sent', async () => {
    const { post, logged } = anApi();
    await post(events, JSON.stringify({ ...customer, id: 'hanako@example.jp' }), { 'idempotency-key': 'hanako' });
    expect(logged.join()).not.toMatch(/hanako|田中|C1/);
  });
});

describe('Idempotency-Key', () => {
  const body = JSON.stringify({ type: 'document-downloaded', data: { customer: 'C1' } });

  it('has a request done once, and answered alike each time', async () => {
    const { post, queued } = anApi();
    const first = await post(events, body, { 'idempotency-key': '"run-1"' });
    const second = await post(events, body, { 'idempotency-key': 'run-1' });
    expect(second.status).toBe(202);
    expect(second.json).toEqual(first.json);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(queued).toHaveLength(1);
  });

  it('is refused with another body, and free again after a day', async () => {
    const { post, queued, state } = anApi();
    await post(events, body, { 'idempotency-key': 'run-1' });
    const other = JSON.stringify({ type: 'document-downloaded', data: { customer: 'C2' } });
    expect((await post(events, other, { 'idempotency-key': 'run-1' })).status).toBe(422);
    state.nowMs += 24 * 60 * 60_000 + 1_000;
    expect((await post(events, other, { 'idempotency-key': 'run-1' })).status).toBe(202);
    expect(queued).toHaveLength(2);
    expect(queued[0]?.id).not.toBe(queued[1]?.id);
  });

  it('goes on under the same ids, and tells of no later change, after a failure', async () => {
    const { post, queued, state, tools } = anApi();
    const put = tools.inbox.put;
    const tried: string[] = [];
    Object.assign(tools.inbox, {
      put: async (all: Parameters<typeof put>[0]) => {
        tried.push(...all.map(({ id }) => id));
        await put(all);
      },
    });
    state.isStopped = true;
    expect((await post(events, body, { 'idempotency-key': 'run-1' })).status).toBe(500);
    state.isStopped = false;
    const begun = new Date(state.nowMs).toISOString();
    state.nowMs += 90_000;
    expect((await post(events, body, { 'idempotency-key': 'run-1' })).status).toBe(202);
    expect(queued).toMatchObject([{ time: begun }]);
    expect(tried).toEqual([queued[0]?.id, queued[0]?.id]);
  });

  it('says that the same request is still under way', async () => {
    const started: (() => void)[] = [];
    const api = anApi();
    Object.assign(api.tools.inbox, { put: () => new Promise<void>((resolve) => started.push(resolve)) });
    const first = api.post(events, body, { 'idempotency-key': 'run-1' });
    while (started.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = await api.post(events, body, { 'idempotency-key': 'run-1' });
    expect(second.status).toBe(409);
    expect(second.headers.get('retry-after')).toBe('5');
    for (const go of started) go();
    expect((await first).status).toBe(202);
  });

  it('is printable, and not endless', async () => {
    const { post } = anApi();
    expect((await post(events, body, { 'idempotency-key': 'x'.repeat(256) })).status).toBe(400);
  });
});

describe('POST /v1/import', () => {
  it('puts a file where the import finds it, whole types apart', async () => {
    const { post, files } = anApi();
    const { status, json } = await post(`${customers}&mode=full`, '顧客ID,氏名\r\nC1,田中\r\n', csv);
    expect(status).toBe(202);
    expect(files).toEqual([
      {
        key: expect.stringMatching(/^imports\/api\/[0-9a-f-]{36}\/customers\.csv$/),
        text: '顧客ID,氏名\r\nC1,田中\r\n',
        isFull: true,
      },
    ]);
    expect(json).toEqual({ key: files[0]?.key, type: 'customer', mode: 'full' });
  });

  it('does the same upload once under one key', async () => {
    const { post, files } = anApi();
    const headers = { ...csv, 'idempotency-key': '2027-03-14' };
    const first = await post(customers, 'ID\nC1\n', headers);
    const second = await post(customers, 'ID\nC1\n', headers);
    expect(second.json).toEqual(first.json);
    expect((await post(`${customers}&mode=full`, 'ID\nC1\n', headers)).status).toBe(422);
    expect(files).toHaveLength(1);
  });

  it('writes what "Get items" of SharePoint answers as a table', async () => {
    const { post, files } = anApi();
    const status = {
      '@odata.type': '#Microsoft.Azure.Connectors.SharePoint.SPListExpandedReference',
      Id: 0,
      Value: 'はい',
    };
    const items = {
      value: [
        {
          '@odata.etag': '"1"',
          ItemInternalId: '1',
          ID: 1,
          _x9867__x5ba2_ID: 'C1',
          _x914d__x4fe1__x540c__x610f_: status,
          '_x914d__x4fe1__x540c__x610f_#Id': 0,
          '{Link}': 'https://example.sharepoint.com',
          Modified: '2027-03-13T15:00:00Z',
        },
        {
          ID: 2,
          _x9867__x5ba2_ID: 'C2',
          担当者: { Claims: 'i:0#.f|membership|sato@example.jp', DisplayName: '佐藤', Email: 'sato@example.jp' },
        },
      ],
    };
    const { json } = await post(
      '/v1/import?file=%E9%A1%A7%E5%AE%A2%E3%83%9E%E3%82%B9%E3%82%BF.csv',
      JSON.stringify(items),
    );
    expect(json).toEqual({ key: files[0]?.key, type: 'customer', rows: 2, mode: 'update' });
    expect(files[0]?.key).toMatch(/\/顧客マスタ\.csv$/);
    expect(files[0]?.text).toBe(
      '"ID","顧客ID","配信同意","担当者","担当者メールアドレス"\r\n"1","C1","はい",,\r\n"2","C2",,"佐藤","sato@example.jp"\r\n',
    );
  });

  it('warns of a list that stops at 100, and refuses half a list as the whole', async () => {
    const { post, files } = anApi();
    const value = Array.from({ length: 100 }, (_, n) => ({ ID: `C${n}` }));
    expect((await post(customers, JSON.stringify({ value }))).json).toMatchObject({
      rows: 100,
      warning: { ja: expect.stringContaining('改ページ') },
    });
    const half = JSON.stringify({ value, '@odata.nextLink': 'https://example.com' });
    expect((await post(`${customers}&mode=full`, half)).json).toMatchObject({ type: 'urn:fushime:problem:incomplete' });
    expect(files).toHaveLength(1);
  });

  it.each([
    ['no name', '/v1/import', 'ID\nC1', csv, 422, 'file'],
    ['a name that nobody knows', '/v1/import?file=members.csv', 'ID\nC1', csv, 422, 'file'],
    ['a path', '/v1/import?file=..%2Fcampaigns%2Fcustomers.csv', 'ID\nC1', csv, 422, 'file'],
    ['an old Excel file', '/v1/import?file=customers.xls', 'ID\nC1', csv, 422, 'file'],
    ['a mode that nobody knows', `${customers}&mode=all`, 'ID\nC1', csv, 422, 'mode'],
    ['events as the whole of their type', '/v1/import?file=events.jsonl&mode=full', '{}', csv, 422, 'mode'],
    ['an empty file', customers, '', csv, 400, 'empty'],
    ['an empty list', customers, '[]', {}, 400, 'empty'],
    ['a list of other things', customers, '[1]', {}, 422, 'content'],
    ['events as JSON', '/v1/import?file=events.jsonl', '[{}]', { 'content-type': 'application/json' }, 422, 'file'],
    [
      'an Excel file by the name of a CSV file',
      customers,
      'PK\u0003\u0004',
      { 'content-type': 'application/octet-stream' },
      422,
      'content',
    ],
    [
      'a CSV file by the name of an Excel file',
      '/v1/import?file=customers.xlsx',
      'ID',
      { 'content-type': 'application/octet-stream' },
      422,
      'content',
    ],
    ['text that the gateway has taken for UTF-8', customers, 'ID,\ufffd\ufffd', csv, 400, 'encoding'],
    ['a picture', customers, 'x', { 'content-type': 'image/png' }, 415, 'media-type'],
    ['more than 4.5 MB', customers, 'x'.repeat(4_500_001), csv, 413, 'too-large'],
  ] as const)('refuses %s', async (_, path, body, headers, status, problem) => {
    const { post, files } = anApi();
    const answer = await post(path, body, headers);
    expect(answer.json).toMatchObject({ status, type: `urn:fushime:problem:${problem}` });
    expect(answer.status).toBe(status);
    expect(files).toEqual([]);
  });

  it('names the files that it knows', async () => {
    const { json } = await anApi().post('/v1/import?file=x.csv', 'ID', { ...csv, 'accept-language': 'en' });
    expect(json).toMatchObject({ detail: expect.stringContaining('events.jsonl') });
  });

  it('takes an Excel file, and bytes in any encoding when they are sent as bytes', async () => {
    const { post, files } = anApi();
    const bytes = { 'content-type': 'application/octet-stream' };
    expect((await post('/v1/import?file=customers.xlsx', 'PK\u0003\u0004', bytes)).status).toBe(202);
    const withMacros = { 'content-type': 'application/vnd.ms-excel.sheet.macroEnabled.12' };
    expect((await post('/v1/import?file=customers.xlsm', 'PK\u0003\u0004', withMacros)).status).toBe(202);
    expect((await post(customers, Uint8Array.of(0x93, 0xfa), bytes)).status).toBe(202);
    expect((await post('/v1/import?file=events.jsonl', '{}', { 'content-type': 'application/x-ndjson' })).status).toBe(
      202,
    );
    expect(files).toHaveLength(4);
  });
});
