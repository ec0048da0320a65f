import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { prod } from '../../lib/config/prod.ts';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { service } = synthDeployment();
const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const alarms = ofType(service.resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

test('every dead-letter queue has an alarm for the first message', () => {
  const queues = ofType(service.resources, 'AWS::SQS::Queue').filter(([id]) => id.includes('DeadLetters'));
  expect(queues).toHaveLength(11);
  for (const [id] of queues) {
    service.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } }],
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  }
});

test('every function has an alarm for its errors', () => {
  const functions = ofType(service.resources, 'AWS::Lambda::Function');
  expect(functions).toHaveLength(11);
  for (const [id] of functions) {
    service.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: id } }],
      Threshold: 1,
    });
  }
});

test('error pages have an alarm of their own: a function that answers 500 has not failed', () => {
  service.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/ApiGateway',
    MetricName: '5xx',
    Dimensions: [
      { Name: 'ApiId', Value: { Ref: Match.stringLikeRegexp('^PagesApi') } },
      { Name: 'Stage', Value: '$default' },
    ],
    Statistic: 'Sum',
    Threshold: 1,
    TreatMissingData: 'notBreaching',
  });
});

test('silence of sweep is an alarm, also when there is nothing to measure', () => {
  service.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Invocations',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^SweepFunction') } }],
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
});

test('every alarm says what it means for people, links its page of the runbook and goes to the operators', () => {
  expect(alarms.length).toBeGreaterThan(20);
  const pages = alarms.map(
    ({ AlarmDescription }) => /^.{30,} What to do: (docs\/runbook\.md#[a-z-]+)$/.exec(String(AlarmDescription))?.[1],
  );
  expect(new Set(pages).size).toBe(alarms.length);
  const headings = runbook.match(/^#+ .+$/gm)?.map((heading) => heading.replace(/^#+ /, '').toLowerCase()) ?? [];
  const anchors = headings.map((heading) => `docs/runbook.md#${heading.replaceAll(' ', '-')}`);
  expect(pages.filter((page) => page === undefined || !anchors.includes(page))).toEqual([]);
  service.template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
  });
});

test('the operators topic is encrypted, speaks TLS only and takes messages from this account alone', () => {
  service.template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  service.template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  });
});

test('operators are mailed when the stage names them', () => {
  synthDeployment(prod).service.template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: prod.stage.operatorsEmail,
  });
  const { operatorsEmail: _, ...stage } = prod.stage;
  synthDeployment({ ...prod, stage }).service.template.resourceCountIs('AWS::SNS::Subscription', 0);
});
