import { describe, expect, test } from 'vitest';
import { type AccessRequest, decideAccess } from '../../../local/cloud/iam/decide-access.ts';
import { type Principal, readPolicy } from '../../../local/cloud/iam/statement.ts';

const role: Principal = { kind: 'role', arn: 'arn:aws:iam::000000000000:role/r', account: '000000000000' };
const service: Principal = { kind: 'service', service: 'events.amazonaws.com' };
const table = 'arn:aws:dynamodb:r:0:table/T';

function statement(parts: object) {
  return readPolicy(
    { Statement: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table, ...parts } },
    'a policy',
  );
}

describe('an identity policy', () => {
  const cases: readonly [string, object, Partial<AccessRequest>, boolean][] = [
    ['allows what it names', {}, {}, true],
    ['does not care about the case of an action', { Action: 'DynamoDB:getitem' }, {}, true],
    ['does care about the case of a resource', { Resource: table.toLowerCase() }, {}, false],
    ['does not allow another action', {}, { action: 'dynamodb:PutItem' }, false],
    ['allows by a wildcard in the action', { Action: ['dynamodb:Get*'] }, {}, true],
    ['takes ? for one character', { Resource: table.replace('/T', '/?') }, {}, true],
    ['takes ? for no less than one', { Resource: `${table}?` }, {}, false],
    ['does not reach an index by its table', {}, { resource: `${table}/index/i` }, false],
    ['reaches an index by its name', { Resource: `${table}/index/*` }, { resource: `${table}/index/i` }, true],
    ['does not reach the table by an index', { Resource: `${table}/index/*` }, {}, false],
    ['treats a dot as a dot', { Resource: 'arn:aws:s3:::a.b' }, { resource: 'arn:aws:s3:::axb' }, false],
  ];
  test.each(cases)('%s', (_, parts, asked, expected) => {
    const request = { principal: role, action: 'dynamodb:GetItem', resource: table, context: {}, ...asked };
    expect(decideAccess(request, { identity: statement(parts) })).toBe(expected);
  });

  test('never allows what another statement denies', () => {
    const identity = [...statement({}), ...statement({ Effect: 'Deny', Action: '*', Resource: '*' })];
    const request = { principal: role, action: 'dynamodb:GetItem', resource: table, context: {} };
    expect(decideAccess(request, { identity })).toBe(false);
  });
});

describe('a condition', () => {
  const cases: readonly [string, object, Record<string, string[]>, boolean][] = [
    [
      'StringEquals holds for its value',
      { StringEquals: { 'kms:ViaService': 'a' } },
      { 'kms:viaservice': ['a'] },
      true,
    ],
    ['StringEquals fails for another', { StringEquals: { 'kms:ViaService': 'a' } }, { 'kms:viaservice': ['b'] }, false],
    ['StringEquals fails for none', { StringEquals: { 'kms:ViaService': 'a' } }, {}, false],
    ['StringNotEquals holds for none', { StringNotEquals: { 'kms:ViaService': 'a' } }, {}, true],
    [
      'StringNotEquals fails for its value',
      { StringNotEquals: { 'kms:ViaService': ['a', 'b'] } },
      { 'kms:viaservice': ['b'] },
      false,
    ],
    ['StringLike takes wildcards', { StringLike: { 's3:prefix': 'in/*' } }, { 's3:prefix': ['in/a'] }, true],
    ['StringEquals takes none', { StringEquals: { 's3:prefix': 'in/*' } }, { 's3:prefix': ['in/a'] }, false],
    [
      'ArnLike goes part by part',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:sqs:*:q' } },
      { 'aws:sourcearn': ['arn:aws:sqs:r:0:q'] },
      false,
    ],
    [
      'ArnEquals takes a wildcard in a part',
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:sqs:r:*:q' } },
      { 'aws:sourcearn': ['arn:aws:sqs:r:0:q'] },
      true,
    ],
    ['Bool compares', { Bool: { 'aws:SecureTransport': false } }, { 'aws:securetransport': ['false'] }, true],
    ['Null asks for absence', { Null: { 's3:prefix': 'true' } }, {}, true],
    [
      'NumericLessThan compares numbers',
      { NumericLessThan: { 's3:TlsVersion': '1.2' } },
      { 's3:tlsversion': ['1.3'] },
      false,
    ],
    [
      'ForAllValues wants all',
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'a#*' } },
      { 'dynamodb:leadingkeys': ['a#1', 'b#1'] },
      false,
    ],
    ['ForAllValues is content with none', { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'a#*' } }, {}, true],
    [
      'ForAnyValue wants one',
      { 'ForAnyValue:StringEquals': { 'ses:Recipients': 'a' } },
      { 'ses:recipients': ['b', 'a'] },
      true,
    ],
    [
      'all of several must hold',
      { StringEquals: { 's3:prefix': 'a', 'kms:ViaService': 'b' } },
      { 's3:prefix': ['a'] },
      false,
    ],
  ];
  test.each(cases)('%s', (_, Condition, context, expected) => {
    const request = { principal: role, action: 'dynamodb:GetItem', resource: table, context };
    expect(decideAccess(request, { identity: statement({ Condition }) })).toBe(expected);
  });
});

describe('a resource policy', () => {
  const request = { action: 'dynamodb:GetItem', resource: table, context: {} };

  test('lets in the service that it names, and no other', () => {
    const resource = statement({ Principal: { Service: 'events.amazonaws.com' } });
    expect(decideAccess({ ...request, principal: service }, { identity: [], resource })).toBe(true);
    const other: Principal = { kind: 'service', service: 'sns.amazonaws.com' };
    expect(decideAccess({ ...request, principal: other }, { identity: [], resource })).toBe(false);
  });

  test('keeps out whom it denies, whatever their own policies say', () => {
    const resource = statement({ Effect: 'Deny', Principal: '*' });
    expect(decideAccess({ ...request, principal: role }, { identity: statement({}), resource })).toBe(false);
  });

  test('of a key must hand the decision to the account before a role’s own policy counts', () => {
    const account = statement({ Principal: { AWS: 'arn:aws:iam::000000000000:root' } });
    const other = statement({ Principal: { AWS: 'arn:aws:iam::111111111111:root' } });
    const key = { principal: role, ...request };
    expect(decideAccess(key, { identity: statement({}), resource: account, resourceDecides: true })).toBe(true);
    expect(decideAccess(key, { identity: statement({}), resource: other, resourceDecides: true })).toBe(false);
    expect(decideAccess(key, { identity: [], resource: account, resourceDecides: true })).toBe(false);
  });
});

describe('what is unknown is an error that names the policy', () => {
  test.each([
    ['NotAction', { Action: undefined, NotAction: 'a:b' }, /NotAction/],
    ['NotResource', { NotResource: '*' }, /NotResource/],
    ['an operator', { Condition: { IpAddress: { 's3:prefix': '1.2.3.4' } } }, /operator IpAddress/],
    [
      'an optional condition',
      { Condition: { StringEqualsIfExists: { 's3:prefix': 'a' } } },
      /operator StringEqualsIfExists/,
    ],
    ['a key', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o' } } }, /key aws:PrincipalOrgID/],
    ['a variable', { Resource: `arn:aws:s3:::b/\${aws:username}` }, /policy variables/],
    ['a federated principal', { Principal: { Federated: 'x' } }, /principal type Federated/],
  ])('%s', (_, parts, message) => {
    expect(() => statement(parts)).toThrow(message);
    expect(() => statement(parts)).toThrow(/^a policy: /);
  });
});
