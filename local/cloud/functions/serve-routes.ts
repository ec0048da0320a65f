import type { LocalClock } from '../../virtual-clock.ts';
import type { LocalPlace } from '../assembly/resource-identity.ts';
import type { Authority } from '../iam/authority.ts';
import type { CloudJournal } from '../proxy/call-record.ts';
import { textResponse } from '../proxy/forward.ts';
import type { Backend, ProxyResponse } from '../proxy/http-message.ts';
import type { RoutePart } from '../wiring/cloud-parts.ts';
import { httpEvent, httpResponse, matchRoute } from './http-event.ts';
import type { Invoker } from './invoker.ts';

/** What serving the HTTP API needs. `onServed` hears when an answer is ready to go out. */
export interface ServeRoutesOptions {
  readonly routes: readonly RoutePart[];
  readonly place: LocalPlace;
  readonly authority: Authority;
  readonly invoker: Invoker;
  readonly journal: CloudJournal;
  readonly clock: LocalClock;
  readonly onServed: () => void;
}

/** The HTTP API: each request becomes an event of the function that its route names. */
export function serveRoutes(options: ServeRoutesOptions): Backend {
  const { routes, place, authority, invoker, journal, clock, onServed } = options;
  return async (request) => {
    const { pathname } = new URL(request.path, 'http://127.0.0.1');
    const matched = matchRoute(routes, request.method, pathname);
    if (!matched) return message(404, 'Not Found');
    const { key, apiId, functionArn } = matched.route;
    const [method = '', path = ''] = key.split(' ');
    const sourceArn = `arn:aws:execute-api:${place.region}:${place.account}:${apiId}/$default/${method}${path}`;
    const permission = {
      action: 'lambda:InvokeFunction',
      resource: functionArn,
      context: { 'aws:sourcearn': [sourceArn], 'aws:sourceaccount': [place.account] },
    };
    const service = { kind: 'service', service: 'apigateway.amazonaws.com' } as const;
    if (authority.refusal(service, [permission])) {
      const { action, resource } = permission;
      const detail = `The route ${key} is not authorized to perform: ${action} on resource: ${resource}`;
      const functionName = 'apigateway';
      journal.addFailure({ atMs: clock.nowMs(), kind: 'denied', functionName, message: detail, action, resource });
      return message(500, 'Internal Server Error');
    }
    const result = await invoker.invoke(functionArn, httpEvent(request, matched, clock.nowMs()));
    onServed();
    return result.ok ? httpResponse(result.result) : message(500, 'Internal Server Error');
  };
}

function message(status: number, text: string): ProxyResponse {
  return textResponse(status, JSON.stringify({ message: text }), { 'content-type': 'application/json' });
}
