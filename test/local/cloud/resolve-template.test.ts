import { expect, test } from 'vitest';
import type { Template } from '../../../local/cloud/assembly/read-assembly.ts';
import { resolveStacks } from '../../../local/cloud/assembly/resolve-stacks.ts';

const place = {
  region: 'r-1',
  account: '000000000000',
  proxyUrl: 'http://127.0.0.1:1',
  pagesUrl: 'http://127.0.0.1:2',
};

function resolve(resources: Template['Resources'], others: Template = {}, moreStacks: readonly Template[] = []) {
  const stacks = [{ Resources: resources, ...others }, ...moreStacks].map((template, index) => ({
    name: `S${index}`,
    template,
    assetDirs: new Map<string, string>(),
  }));
  return resolveStacks(stacks, place);
}

/** What a property of some resource resolves to. */
function property(value: unknown, others: Template = {}, moreStacks: readonly Template[] = []) {
  const resources = {
    Q: { Type: 'AWS::SQS::Queue' },
    T: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'notes' } },
    Api: { Type: 'AWS::ApiGatewayV2::Api' },
    It: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { value } },
  };
  return resolve(resources, others, moreStacks).find(({ logicalId }) => logicalId === 'It')?.properties.value;
}

test.each([
  ['a name', { Ref: 'T' }, 'notes'],
  ['a generated name', { 'Fn::GetAtt': ['Q', 'QueueName'] }, 'S0-Q'],
  ['a queue’s URL, which leads to the proxy', { Ref: 'Q' }, 'http://127.0.0.1:1/000000000000/S0-Q'],
  ['an ARN', { 'Fn::GetAtt': ['Q', 'Arn'] }, 'arn:aws:sqs:r-1:000000000000:S0-Q'],
  ['a pseudo-parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
  ['Join', { 'Fn::Join': ['', ['a-', { Ref: 'AWS::Region' }]] }, 'a-r-1'],
  [
    'Sub',
    { 'Fn::Sub': `\${T.Arn}/\${AWS::Partition}/\${!kept}` },
    `arn:aws:dynamodb:r-1:000000000000:table/notes/aws/\${kept}`,
  ],
  ['Sub with values of its own', { 'Fn::Sub': [`\${x}\${T}`, { x: { Ref: 'T' } }] }, 'notesnotes'],
  ['Select and Split', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Q', 'Arn'] }] }] }, 'S0-Q'],
  ['If', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
  ['FindInMap', { 'Fn::FindInMap': ['M', 'a', 'b'] }, 'c'],
  ['ImportValue', { 'Fn::ImportValue': 'theirs' }, 'arn:aws:sqs:r-1:000000000000:S1-Other'],
  ['a list', [{ Ref: 'T' }, { Ref: 'AWS::NoValue' }], ['notes']],
  ['the HTTP API’s address', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://127.0.0.1:2'],
  [
    'the HTTP API’s address in parts',
    {
      'Fn::Join': [
        '',
        ['https://', { Ref: 'Api' }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/u/'],
      ],
    },
    'http://127.0.0.1:2/u/',
  ],
])('%s is resolved', (_, value, expected) => {
  const conditions = { Yes: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'elsewhere'] }] } };
  const other = {
    Resources: { Other: { Type: 'AWS::SQS::Queue' } },
    Outputs: { O: { Value: { 'Fn::GetAtt': ['Other', 'Arn'] }, Export: { Name: 'theirs' } } },
  };
  expect(property(value, { Conditions: conditions, Mappings: { M: { a: { b: 'c' } } } }, [other])).toEqual(expected);
});

test('a property that is AWS::NoValue is left out', () => {
  expect(property({ a: { Ref: 'AWS::NoValue' }, b: 1 })).toEqual({ b: 1 });
});

test('a resource whose condition is false is not there', () => {
  const resources = { Q: { Type: 'AWS::SQS::Queue', Condition: 'No' } };
  expect(resolve(resources, { Conditions: { No: { 'Fn::Equals': ['a', 'b'] } } })).toEqual([]);
});

test.each([
  ['an intrinsic function', { 'Fn::Cidr': ['a', 1] }, 'S0/It: unknown intrinsic function Fn::Cidr'],
  ['a resource', { Ref: 'Nobody' }, 'S0/It: unknown resource Nobody'],
  ['an attribute', { 'Fn::GetAtt': ['T', 'StreamArn'] }, 'S0/It: T has no attribute StreamArn here'],
  ['an import', { 'Fn::ImportValue': 'nobody’s' }, 'S0/It: no stack exports nobody’s'],
  ['a condition', { 'Fn::If': ['Maybe', 1, 2] }, 'S0/It: unknown condition Maybe'],
  [
    'a parameter that is looked up',
    { Ref: 'P' },
    'S0/It: parameter P is looked up in an account (AWS::SSM::Parameter::Value<String>)',
  ],
])('%s that is unknown is an error that names the resource', (_, value, message) => {
  const parameters = { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: 'x' } };
  expect(() => property(value, { Parameters: parameters })).toThrow(message);
});

test('a resource type that is unknown is an error; one that needs no counterpart is passed over', () => {
  expect(() => resolve({ X: { Type: 'Custom::S3BucketNotifications' } })).toThrow(
    'S0/X: unknown resource type Custom::S3BucketNotifications',
  );
  expect(resolve({ A: { Type: 'AWS::CloudWatch::Alarm', Properties: { x: { 'Fn::Cidr': [] } } } })).toEqual([]);
});
