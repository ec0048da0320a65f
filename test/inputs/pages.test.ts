import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { linkPaths } from '../../lambda/domain/links/link-claims.ts';
import { pagesEnv } from '../../lambda/functions/pages/env.ts';
import { aWorldToDecide } from '../functions/pages-approval-setting.ts';
import { linkPath } from '../functions/pages-setting.ts';
import { aCustomer, aStage, aVersion } from '../support/builders.ts';
import { hostileJson, hostileText, isUnpolluted, tries } from './hostile.ts';
import { plantedIn } from './planted.ts';

type HandlerFile = typeof import('../../lambda/functions/pages/handler.ts');
type PagesHandler = ReturnType<HandlerFile['createHandler']>;
let createHandler: HandlerFile['createHandler'];

beforeAll(async () => {
  vi.stubGlobal('FUSHIME_STAGE', aStage);
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  for (const name of pagesEnv) vi.stubEnv(name, 'unused');
  ({ createHandler } = await import('../../lambda/functions/pages/handler.ts'));
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

function httpEvent({ method, path, headers, cookies, body, isBase64Encoded }: Asked): Parameters<PagesHandler>[0] {
  const iam = {
    accessKey: '',
    accountId: '',
    callerId: '',
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: '',
    userId: '',
  };
  const [rawPath = '', rawQueryString = ''] = path.split('?', 2);
  return {
    ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString },
    headers: { host: 'pages.example.jp', ...headers },
    cookies: [...cookies],
    requestContext: {
      ...{ accountId: '1', apiId: 'a', authentication: null, authorizer: { iam }, domainPrefix: 'pages' },
      domainName: 'pages.example.jp',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      ...{ requestId: 'r', routeKey: '$default', stage: '$default', time: '', timeEpoch: 0 },
    },
    // API Gateway itself encodes what is no text.
    body: body !== null && isBase64Encoded ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded,
  };
}

const ascii = hostileText.map((text) => text.replace(/[^\x20-\x7e]/g, ''));
const forms = fc.oneof(
  fc.constantFrom(
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'multipart/form-data; boundary=',
    'application/json',
    '',
  ),
  ascii,
);
const fields = fc
  .array(
    fc.tuple(
      fc.constantFrom('decision', 'name', 'comment', 'digest', 'action', 'List-Unsubscribe', 'request', '__proto__'),
      fc.oneof(hostileText, fc.constantFrom('approved', 'rejected', 'all')),
    ),
  )
  .map((entries) => new URLSearchParams(entries).toString());
const multipart = fc
  .array(fc.tuple(ascii, hostileText), { maxLength: 3 })
  .map(
    (parts) =>
      `${parts.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--x--\r\n`,
  );
const bodies = fc.oneof(
  fields,
  multipart,
  hostileText,
  hostileJson.map((json) => JSON.stringify(json) ?? ''),
  fc.constant(null),
  fc.constant('x'.repeat(70_000)),
);

describe('the pages function', () => {
  it('answers every request: with its headers, without what was planted, never with an error of its own', async () => {
    const world = await aWorldToDecide();
    const links = [
      linkPath(),
      linkPath('C4'),
      world.path('D1'),
      world.path('D2'),
      world.path('D1', 'mail'),
      await world.listPath(),
    ];
    const handler = createHandler(world.tools);
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    const paths = fc.oneof(
      fc.constantFrom(...links),
      fc.tuple(fc.constantFrom(...links), hostileText).map(([link, more]) => link + more),
      fc
        .tuple(fc.constantFrom(...Object.values(linkPaths)), hostileText)
        .map(([page, token]) => `/${page}/${encodeURIComponent(token.toWellFormed())}`),
      fc.constantFrom(
        '/',
        '//',
        '/..',
        '/%2e%2e',
        '/%',
        '/%ff',
        '/sign-in?to=//example.com',
        '/sign-in/callback?state=x&code=y',
        '/robots.txt',
      ),
      hostileText.map((text) => `/${text}`),
    );
    const headers = fc.dictionary(
      fc.constantFrom(
        'content-type',
        'content-length',
        'origin',
        'sec-fetch-site',
        'accept',
        'x-forwarded-host',
        'cookie',
      ),
      fc.oneof(forms, ascii),
    );
    const asked = fc.record({
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'),
      path: paths,
      headers,
      cookies: fc.array(
        fc.oneof(hostileText, fc.constantFrom('__Host-fushime-session=x.y', 'fushime-session=', '=;=')),
        { maxLength: 2 },
      ),
      body: bodies,
      isBase64Encoded: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const before = await world.everything();
        const answer = await handler(httpEvent(request));
        expect(answer.statusCode).toBeLessThan(500);
        expect(answer.headers?.['content-security-policy']).toContain("default-src 'none'");
        for (const value of Object.values(answer.headers ?? {})) expect(String(value)).not.toMatch(/[\r\n]|planted/);
        expect(String(answer.headers?.location ?? '')).not.toMatch(/example\.com/);
        if (String(answer.headers?.['content-type']).startsWith('text/html'))
          expect(plantedIn(answer.body ?? '')).toEqual([]);
        if (request.method !== 'POST') expect(await world.everything()).toBe(before);
        expect(isUnpolluted()).toBe(true);
      }),
      tries(400),
    );
    expect(printed.mock.calls).toEqual([]);
    expect(world.logged.join()).not.toMatch(/planted|@/);
  });

  it('shows data, names and comments as text', async () => {
    const links = (world: Awaited<ReturnType<typeof aWorldToDecide>>) =>
      Promise.all([world.path('D1'), world.path('D1', 'mail'), world.listPath(), linkPath('D1', 'gift')]);
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, hostileText, async (name, campaign, comment) => {
        const world = await aWorldToDecide();
        await world.keep(aCustomer('D1', { name, company: campaign, email: 'd1@example.jp', birthday: '1990-03-14' }));
        await world.goLive(aVersion({ id: 'gift', name: campaign || 'x', approval: 'always' }));
        for (const path of await links(world)) expect(plantedIn(await world.read(path))).toEqual([]);
        await world.post(world.path('D1'), { decision: 'rejected', name, comment, digest: await world.digestOf('D1') });
        for (const path of await links(world)) expect(plantedIn(await world.read(path))).toEqual([]);
      }),
      tries(40),
    );
  });
});

it('what is planted is found', () => {
  expect(plantedIn('<p>ok</p><a href="https://x">x</a>')).toEqual([]);
  expect(plantedIn('<x-planted>')).toEqual(['<x-planted>']);
  expect(plantedIn('<p title="" planted="1">')).toEqual(['p planted']);
  expect(plantedIn('<a href=" javascript:x()">')).toEqual(['a href= javascript:x()']);
  expect(plantedIn('<p onclick=x>')).toEqual(['p onclick']);
});
