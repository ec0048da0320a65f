import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pagesEnv } from '../../lambda/functions/pages/env.ts';
import { aStage } from '../support/builders.ts';
import { aWorldWithPages, linkPath } from './pages-setting.ts';

type HandlerFile = typeof import('../../lambda/functions/pages/handler.ts');
let createHandler: HandlerFile['createHandler'];
let world: Awaited<ReturnType<typeof aWorldWithPages>>;
let handler: ReturnType<HandlerFile['createHandler']>;

beforeAll(async () => {
  // The file wires itself up when it is loaded, as in Lambda; nothing is called.
  vi.stubGlobal('FUSHIME_STAGE', aStage);
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  for (const name of pagesEnv) vi.stubEnv(name, 'unused');
  ({ createHandler } = await import('../../lambda/functions/pages/handler.ts'));
});

beforeEach(async () => {
  world = await aWorldWithPages();
  handler = createHandler(world.tools);
});

/** A request as an HTTP API hands it to Lambda (payload 2.0, `$default` route). */
function httpEvent(method: string, path: string, body: string | null = null, type = '', isBase64Encoded = false) {
  const authorizer = { iam: { accessKey: '', accountId: '', callerId: '', cognitoIdentity: null } };
  const iam = { ...authorizer.iam, principalOrgId: null, userArn: '', userId: '' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'pages.example.jp', ...(type && { 'content-type': type }), 'content-length': '26' },
    requestContext: {
      ...{ accountId: '1', apiId: 'a', authentication: null, authorizer: { iam }, domainPrefix: 'pages' },
      domainName: 'pages.example.jp',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      ...{ requestId: 'r', routeKey: '$default', stage: '$default', time: '', timeEpoch: 0 },
    },
    body,
    isBase64Encoded,
  };
}

async function optedOut(): Promise<readonly string[] | undefined> {
  return (await world.tools.refusals.getMany([[{ kind: 'customer', id: 'C1' }]]))[0]?.optedOut;
}

describe('the pages function behind an HTTP API', () => {
  const form = 'application/x-www-form-urlencoded';

  it.each([
    ['as text', 'List-Unsubscribe=One-Click', form, false],
    ['in base64', Buffer.from('List-Unsubscribe=One-Click').toString('base64'), form, true],
    [
      'in base64, of several parts',
      Buffer.from(
        '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      ).toString('base64'),
      'multipart/form-data; boundary=x',
      true,
    ],
  ])('takes a one-click body %s', async (_, body, type, isBase64Encoded) => {
    const answer = await handler(httpEvent('POST', linkPath(), body, type, isBase64Encoded));
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(answer.headers?.['content-type']).toMatch(/^text\/plain/);
    expect(answer.cookies).toBeUndefined();
    expect(await optedOut()).toEqual(['marketing']);
  });

  it('answers a page as text, and HEAD without one', async () => {
    const page = await handler(httpEvent('GET', linkPath()));
    expect(page).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(page.headers?.['content-type']).toBe('text/html; charset=UTF-8');
    expect(page.body).toContain('お誕生日のメール');
    expect(await handler(httpEvent('HEAD', linkPath()))).toMatchObject({ statusCode: 200, body: '' });
  });

  it('takes an odd scanner, who sends a body with GET, for somebody who looks', async () => {
    const printed = vi.spyOn(console, 'error');
    const answer = await handler(httpEvent('GET', linkPath(), 'List-Unsubscribe=One-Click', form));
    expect(answer.statusCode).toBe(200);
    expect(await optedOut()).toEqual([]);
    expect(printed).not.toHaveBeenCalled();
  });

  it('is not put off by the cookies of other sites of the company', async () => {
    const printed = vi.spyOn(console, 'error');
    const event = { ...httpEvent('GET', linkPath()), cookies: ['店=京都', 'a=1'] };
    const answer = await handler(event);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers?.['content-security-policy']).toContain("default-src 'none'");
    expect(printed).not.toHaveBeenCalled();
  });

  it('refuses a body that is too large whatever its header claims', async () => {
    const body = `List-Unsubscribe=One-Click&x=${'x'.repeat(20_000)}`;
    expect((await handler(httpEvent('POST', linkPath(), body, form))).statusCode).toBe(413);
    expect(await optedOut()).toEqual([]);
  });

  it('answers the root and empty posts', async () => {
    expect((await handler(httpEvent('GET', '/'))).statusCode).toBe(404);
    expect((await handler(httpEvent('POST', linkPath(), null, form))).statusCode).toBe(400);
  });
});
