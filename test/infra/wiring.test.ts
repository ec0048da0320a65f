import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { resourceNames } from '../../cli/stage/stage-resources.ts';
import { parsePlanMessage } from '../../lambda/use-cases/message-schemas.ts';
import { parseNotice } from '../../lambda/use-cases/post-notices/parse-notice.ts';
import { local } from '../../lib/config/local.ts';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { data, service } = synthDeployment();
const scheduleSchema = z.object({
  GroupName: z.unknown(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string(),
  Target: z.looseObject({ Arn: z.object({ 'Fn::GetAtt': z.string().array() }), Input: z.string() }),
});

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
    ['Events', 'Intake', { BatchSize: 10, ScalingConfig: { MaximumConcurrency: 2 } }],
    [
      'Feedback',
      'Feedback',
      { BatchSize: 50, MaximumBatchingWindowInSeconds: 5, ScalingConfig: { MaximumConcurrency: 5 } },
    ],
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
    // Those on files, the one on mails and the one on other systems' events.
    service.template.resourceCountIs('AWS::Events::Rule', rules.length + 2);
  });
});

describe('what SES says of mails', () => {
  test('reaches feedback, of this configuration set only, and is kept when it cannot', () => {
    service.template.hasResourceProperties('AWS::Events::Rule', {
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.ses'],
        'detail-type': ['Email Sent', 'Email Delivered', 'Email Bounced', 'Email Complaint Received', 'Email Rejected'],
        detail: {
          mail: {
            tags: {
              'ses:configuration-set': [{ 'Fn::ImportValue': Match.stringLikeRegexp('MailConfigurationSet') }],
            },
          },
        },
      },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^QueuesFeedbackQueue'), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^QueuesFeedbackDeadLetters'), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 43_200, MaximumRetryAttempts: 20 },
        },
      ],
    });
  });
});

describe('what other systems say', () => {
  test("reaches intake from the stage's own bus, save what we announced ourselves, and is kept when it cannot", () => {
    data.template.hasResourceProperties('AWS::Events::EventBus', { Name: 'fushime-local' });
    data.template.resourceCountIs('AWS::Events::EventBusPolicy', 0);
    service.template.hasResourceProperties('AWS::Events::Rule', {
      State: 'ENABLED',
      EventBusName: { 'Fn::ImportValue': Match.stringLikeRegexp('EventsBus') },
      EventPattern: { source: [{ 'anything-but': ['fushime'] }] },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^QueuesEventsQueue'), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^QueuesEventsDeadLetters'), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 43_200, MaximumRetryAttempts: 20 },
        },
      ],
    });
  });

  test('may come from further accounts only where the deployment names them', () => {
    const { data: open } = synthDeployment({ ...local, eventSources: ['111122223333'] });
    open.template.hasResourceProperties('AWS::Events::EventBusPolicy', {
      Statement: {
        ...{ Effect: 'Allow', Action: 'events:PutEvents' },
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } },
        Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EventsBus'), 'Arn'] },
      },
    });
    expect(() => synthDeployment({ ...local, eventSources: ['*'] })).toThrow(/12 digits/);
  });
});

describe('what colleagues hear at fixed times', () => {
  const scheduled = (name: string) => {
    const [[, found] = [], ...others] = ofType(service.resources, 'AWS::Scheduler::Schedule').filter(([id]) =>
      id.startsWith(`ColleagueSchedules${name}`),
    );
    expect(others).toEqual([]);
    return scheduleSchema.parse(found?.Properties);
  };
  const scheduledTime = '2026-11-23T01:00:00Z';
  const said = (input: string) => JSON.parse(input.replace('<aws.scheduler.scheduled-time>', scheduledTime));

  test('comes by schedules of the stage group, with stated retries and a place for what was not taken', () => {
    for (const [name, maxAgeSeconds] of [
      ['Digest', 14_400],
      ['Heartbeat', 86_400],
    ] as const) {
      expect(scheduled(name)).toMatchObject({
        GroupName: 'fushime-local',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        Target: {
          RetryPolicy: { MaximumRetryAttempts: 8, MaximumEventAgeInSeconds: maxAgeSeconds },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringContaining(`${name}DeadLetters`), 'Arn'] } },
        },
      });
    }
  });

  test('the digest is asked of plan each morning, in words that plan reads', () => {
    const { ScheduleExpression, Target } = scheduled('Digest');
    expect(ScheduleExpression).toBe('cron(30 8 * * ? *)');
    expect(Target.Arn['Fn::GetAtt'][0]).toMatch(/^QueuesPlanQueue/);
    expect(parsePlanMessage(said(Target.Input))).toEqual({ kind: 'digest', scheduledTime });
  });

  test('whether cards arrive is asked of notify on Mondays, in words that notify reads', () => {
    const { ScheduleExpression, Target } = scheduled('Heartbeat');
    expect(ScheduleExpression).toBe('cron(0 10 ? * MON *)');
    expect(Target.Arn['Fn::GetAtt'][0]).toMatch(/^QueuesNoticeQueue/);
    expect(parseNotice(said(Target.Input))).toEqual({ kind: 'heartbeat', scheduledTime });
  });
});

describe('the key of links', () => {
  const linkKey = { 'Fn::ImportValue': Match.stringLikeRegexp('SecretsLinkKey') };

  test('is rotated every 90 days by rotate, beginning some day, not at deployment', () => {
    service.template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      SecretId: linkKey,
      RotationLambdaARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RotateFunction'), 'Arn'] },
      RotationRules: { AutomaticallyAfterDays: 90 },
      RotateImmediatelyOnUpdate: false,
    });
    service.template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 1);
  });

  test('lets Secrets Manager call rotate for this one secret of this account', () => {
    service.template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RotateFunction'), 'Arn'] },
      Principal: 'secretsmanager.amazonaws.com',
      SourceArn: linkKey,
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });
});

test('the stacks tell the command line where everything is', () => {
  const outputs = (template: typeof data.template) => Object.keys(template.findOutputs('*'));
  expect([...outputs(data.template), ...outputs(service.template)]).toEqual(expect.arrayContaining([...resourceNames]));
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
  test('answer GET, HEAD and POST on any path, throttled, customers’ own links apart from all others', () => {
    const routes = ofType(service.resources, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties.RouteKey,
    );
    const choice = ['GET /u/{token}', 'HEAD /u/{token}', 'POST /u/{token}'];
    const systems = ['GET /v1/events', 'POST /v1/events', 'GET /v1/import', 'POST /v1/import'];
    expect(new Set(routes)).toEqual(
      new Set(['GET /', 'GET /{proxy+}', 'HEAD /', 'HEAD /{proxy+}', 'POST /{proxy+}', ...choice, ...systems]),
    );
    const throttle = { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 };
    service.template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: throttle,
      RouteSettings: Object.fromEntries([
        ...choice.map((route) => [route, throttle]),
        ...systems.map((route) => [route, { ThrottlingBurstLimit: 20, ThrottlingRateLimit: 10 }]),
      ]),
    });
    service.template.hasResource('AWS::ApiGatewayV2::Stage', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('POSTutoken'), Match.stringLikeRegexp('POSTv1import')]),
    });
  });

  test('have an access log that holds neither tokens nor anything about a person', () => {
    const format = ofType(service.resources, 'AWS::ApiGatewayV2::Stage').map(([, { Properties }]) =>
      JSON.stringify(Properties.AccessLogSettings),
    );
    expect(format[0]).toContain('$context.requestId');
    expect(format[0]).not.toMatch(/\$context\.(path|identity|authorizer|customDomain)/);
  });

  test('leave what systems post to a function of its own', () => {
    for (const path of ['/v1/events', '/v1/import']) {
      const [[, route] = []] = Object.entries(
        service.template.findResources('AWS::ApiGatewayV2::Route', { Properties: { RouteKey: `POST ${path}` } }),
      );
      expect(JSON.stringify(route?.Properties.Target)).toContain('Systems');
    }
    service.template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationUri: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ApiFunction'), 'Arn'] },
    });
  });

  test('stand behind the links that send writes', () => {
    service.template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { PAGES_URL: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PagesApi'), 'ApiEndpoint'] } } },
    });
  });
});
