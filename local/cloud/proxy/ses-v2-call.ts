import type { LocalPlace } from '../assembly/resource-identity.ts';
import type { ProxyRequest } from './http-message.ts';
import { type ServiceCall, UnknownCallError } from './service-call.ts';

const collections: Readonly<Record<string, { readonly operation: string; readonly resource: string }>> = {
  identities: { operation: 'ses:GetEmailIdentity', resource: 'identity' },
  'configuration-sets': { operation: 'ses:GetConfigurationSet', resource: 'configuration-set' },
};

/** Names what an SES v2 request (REST) asks of the account, an identity or a configuration set. */
export function sesV2Call({ method, path }: ProxyRequest, place: LocalPlace): ServiceCall {
  const { pathname } = new URL(path, 'http://127.0.0.1');
  const [, , , collection = '', name, ...more] = pathname.split('/');
  if (method === 'GET' && collection === 'account' && name === undefined) {
    return { operation: 'ses:GetAccount', permissions: [{ action: 'ses:GetAccount', resource: '*' }] };
  }
  const known = collections[collection];
  if (method !== 'GET' || known === undefined || !name || more.length > 0) {
    throw new UnknownCallError(`SES v2 ${method} ${pathname} is unknown here.`);
  }
  const { operation } = known;
  const arn = `arn:aws:ses:${place.region}:${place.account}:${known.resource}/${decodeURIComponent(name)}`;
  return { operation, permissions: [{ action: operation, resource: arn }] };
}
