import { randomUUID } from 'node:crypto';
import { isObject } from '../json.ts';
import type { ProxyRequest, ProxyResponse } from '../proxy/http-message.ts';
import type { RoutePart } from '../wiring/cloud-parts.ts';

/** A route that a request matches, with what stands in its path's `{…}`. */
export interface MatchedRoute {
  readonly route: RoutePart;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/** The route for a method and path: the most specific one, else `$default`. */
export function matchRoute(routes: readonly RoutePart[], method: string, path: string): MatchedRoute | undefined {
  const segments = path.split('/');
  const matches = routes.flatMap((route): (MatchedRoute & { readonly rank: number })[] => {
    const [routeMethod, pattern] = route.key.split(' ');
    if (pattern === undefined || (routeMethod !== method && routeMethod !== 'ANY')) return [];
    const pathParameters = matchPath(pattern.split('/'), segments);
    if (!pathParameters) return [];
    const names = Object.keys(pathParameters);
    const rank = names.length + (pattern.includes('+}') ? 100 : 0) + (routeMethod === 'ANY' ? 0.5 : 0);
    return [{ route, rank, ...(names.length === 0 ? {} : { pathParameters }) }];
  });
  const [best] = matches.toSorted((a, b) => a.rank - b.rank);
  const fallback = routes.find(({ key }) => key === '$default');
  return best ?? (fallback && { route: fallback });
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const [, name = '', greedy] = /^\{([^}+]+)(\+)?\}$/.exec(part) ?? [];
    const segment = segments[index];
    if (greedy) {
      const rest = segments.slice(index).join('/');
      return rest === '' ? undefined : { ...found, [name]: decodeURIComponent(rest) };
    }
    if (segment === undefined || (name === '' ? segment !== part : segment === '')) return undefined;
    if (name !== '') found[name] = decodeURIComponent(segment);
  }
  return pattern.length === segments.length ? found : undefined;
}

/** A request as an HTTP API gives it to a function (payload format 2.0). */
export function httpEvent(request: ProxyRequest, { route, pathParameters }: MatchedRoute, nowMs: number) {
  const { method, headers, body } = request;
  const url = new URL(request.path, 'http://127.0.0.1');
  const { cookie, ...otherHeaders } = headers;
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) query[name] = name in query ? `${query[name]},${value}` : value;
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: decodeURI(url.pathname),
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    // The gateway says how it was reached, whatever the caller says: addresses of its own pages are made of it.
    headers: {
      ...otherHeaders,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': /:(\d+)$/.exec(headers.host ?? '')?.[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    ...(url.search === '' ? {} : { queryStringParameters: query }),
    ...(pathParameters === undefined ? {} : { pathParameters }),
    requestContext: {
      accountId: 'anonymous',
      apiId: route.apiId,
      domainName: headers.host ?? '',
      domainPrefix: route.apiId,
      http: {
        method,
        path: decodeURI(url.pathname),
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: new Date(nowMs).toUTCString(),
      timeEpoch: nowMs,
    },
    ...(body.length === 0 ? {} : { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** A function's answer as an HTTP API passes it on: in payload format 2.0, or any other value as JSON. */
export function httpResponse(result: unknown): ProxyResponse {
  if (!isObject(result) || result.statusCode === undefined) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(isObject(result.headers) ? result.headers : {})) {
    headers[name.toLowerCase()] = String(value);
  }
  const cookies = Array.isArray(result.cookies) ? result.cookies.map(String) : [];
  const text = typeof result.body === 'string' ? result.body : '';
  return {
    status: Number(result.statusCode),
    headers,
    ...(cookies.length > 0 && { cookies }),
    body: Buffer.from(text, result.isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

// HTTP APIs take everything else for binary, forms included.
function isText(contentType: string): boolean {
  return /^(text\/|application\/(json|xml|javascript)\b)/i.test(contentType);
}
