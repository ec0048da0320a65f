import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { data, service } = synthDeployment();

describe('queues feed functions', () => {
  const feeds: readonly [string, string, object][] = [
    ['Publish', 'Publish', { BatchSize: 10, ScalingConfig: { MaximumConcurrency: 2 } }],
    ['Plan', 'Plan', { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 5 } }],
    ['Send', 'Send', { BatchSize: 10, ScalingConfig: { MaximumConcurrency: 10 } }],
    [
      'Notice',
      'Notify',
      { BatchSize: 100, MaximumBatchingWindowInSeconds: 30, ScalingConfig: { MaximumConcurrency: 2 } },
    ],
    ['Import', 'Import', { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } }],
  ];

  test.each(feeds)('%s feeds %s, and only failed messages come again', (queue, job, shape) => {
    service.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^Queues${queue}Queue`), 'Arn'] },
      FunctionName: { Ref: Match.stringLikeRegexp(`^${job}Function`) },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...shape,
    });
    service.template.resourceCountIs('AWS::Lambda::EventSourceMapping', feeds.length);
  });
});

describe('files in the bucket start functions', () => {
  const rules: readonly [string, readonly string[], readonly string[]][] = [
    ['Publish', ['Object Created', 'Object Deleted'], ['campaigns/', 'partials/']],
    ['Import', ['Object Created'], ['imports/']],
  ];

  test.each(rules)('%s hears of %j under %j in this bucket only', (queue, detailTypes, prefixes) => {
    service.template.hasResourceProperties('AWS::Events::Rule', {
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': detailTypes,
        detail: {
          bucket: { name: [{ 'Fn::ImportValue': Match.stringLikeRegexp('TemplatesBucket') }] },
          object: { key: prefixes.map((prefix) => ({ prefix })) },
        },
      },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^Queues${queue}Queue`), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^Queues${queue}DeadLetters`), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 43_200, MaximumRetryAttempts: 20 },
        },
      ],
    });
    service.template.resourceCountIs('AWS::Events::Rule', rules.length);
  });
});

describe('sweep', () => {
  test('is called every five minutes by a schedule of the stage group, with stated retries', () => {
    data.template.hasResourceProperties('AWS::Scheduler::ScheduleGroup', { Name: 'fushime-local' });
    service.template.hasResourceProperties('AWS::Scheduler::Schedule', {
      GroupName: 'fushime-local',
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SweepFunction'), 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SweepScheduleDeadLetters'), 'Arn'] } },
      },
    });
  });

  test('that fails is kept for a person and not repeated', () => {
    service.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^SweepFunction') },
      MaximumRetryAttempts: 0,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SweepScheduleDeadLetters'), 'Arn'] } },
      },
    });
  });
});

describe('pages', () => {
  test('answer GET, HEAD and POST on any path, throttled', () => {
    const routes = ofType(service.resources, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties.RouteKey,
    );
    expect(routes.toSorted()).toEqual(['GET /', 'GET /{proxy+}', 'HEAD /', 'HEAD /{proxy+}', 'POST /{proxy+}']);
    service.template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
    });
  });

  test('have an access log that holds neither tokens nor anything about a person', () => {
    const format = ofType(service.resources, 'AWS::ApiGatewayV2::Stage').map(([, { Properties }]) =>
      JSON.stringify(Properties.AccessLogSettings),
    );
    expect(format[0]).toContain('$context.requestId');
    expect(format[0]).not.toMatch(/\$context\.(path|identity|authorizer|customDomain)/);
  });

  test('stand behind the links that send writes', () => {
    service.template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { PAGES_URL: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PagesApi'), 'ApiEndpoint'] } } },
    });
  });
});
