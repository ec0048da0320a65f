import type { Permission } from '../iam/authority.ts';
import type { ProxyRequest } from './http-message.ts';
import { type ServiceCall, UnknownCallError } from './service-call.ts';

const listParameters = [
  'continuation-token',
  'delimiter',
  'encoding-type',
  'fetch-owner',
  'list-type',
  'max-keys',
  'prefix',
  'start-after',
];
// The emulator ignores these, so taking them would be a lie.
const unknownHeaders = ['if-match', 'if-none-match', 'x-amz-tagging', 'x-amz-acl'];

/** Names what an S3 request (path style) does. Throws UnknownCallError for anything the emulator would get wrong. */
export function s3Call(request: ProxyRequest): ServiceCall {
  const { method, headers } = request;
  const url = new URL(request.path, 'http://127.0.0.1');
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const query = [...url.searchParams.keys()].filter((name) => name !== 'x-id');
  const call = (
    name: string,
    permissions: readonly Permission[],
    put: string[] = [],
    deleted: readonly string[] = [],
  ) => ({
    operation: `s3:${name}`,
    permissions,
    objects: { bucket, put, deleted },
  });
  const onObject = (action: string) => [{ action: `s3:${action}`, resource: `${bucketArn}/${key}` }];
  const strange = method === 'GET' || method === 'HEAD' ? undefined : unknownHeaders.find((name) => name in headers);
  if (strange !== undefined) throw new UnknownCallError(`S3 ${method} with ${strange} is unknown here.`);
  if (key === '') {
    if (method === 'GET' && query.includes('list-type') && query.every((name) => listParameters.includes(name))) {
      const prefix = url.searchParams.get('prefix');
      const context = prefix === null ? {} : { 's3:prefix': [prefix] };
      return call('ListObjectsV2', [{ action: 's3:ListBucket', resource: bucketArn, context }]);
    }
    if (method === 'HEAD' && query.length === 0)
      return call('HeadBucket', [{ action: 's3:ListBucket', resource: bucketArn }]);
    if (method === 'POST' && query.join() === 'delete') {
      const keys = deletedKeys(request.body.toString('utf8'));
      const permissions = keys.map((one) => ({ action: 's3:DeleteObject', resource: `${bucketArn}/${one}` }));
      return call('DeleteObjects', permissions, [], keys);
    }
  } else if (query.length === 0) {
    const source = headers['x-amz-copy-source'];
    if (method === 'GET') return call('GetObject', onObject('GetObject'));
    if (method === 'HEAD') return call('HeadObject', onObject('GetObject'));
    if (method === 'DELETE') return call('DeleteObject', onObject('DeleteObject'), [], [key]);
    if (method === 'PUT' && source === undefined) return call('PutObject', onObject('PutObject'), [key]);
    if (method === 'PUT' && source !== undefined) {
      const from = decodeURIComponent(source.replace(/^\//, ''));
      return call(
        'CopyObject',
        [{ action: 's3:GetObject', resource: `arn:aws:s3:::${from}` }, ...onObject('PutObject')],
        [key],
      );
    }
  }
  throw new UnknownCallError(`S3 ${method} ${key === '' ? 'bucket' : 'object'}?${query.join('&')} is unknown here.`);
}

function deletedKeys(xml: string): readonly string[] {
  return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) =>
    key.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? ''),
  );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
