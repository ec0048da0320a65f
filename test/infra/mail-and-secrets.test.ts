import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { local } from '../../lib/config/local.ts';
import { prod } from '../../lib/config/prod.ts';
import { statementsOf } from './statements.ts';
import { synthDeployment } from './synth-deployment.ts';

const { data } = synthDeployment();

test('mail leaves under the verified domain, over TLS, through the configuration set', () => {
  data.template.hasResourceProperties('AWS::SES::ConfigurationSet', {
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    ReputationOptions: { ReputationMetricsEnabled: true },
    // A complaint about advertising must not keep a customer from hearing that a contract ends.
    SuppressionOptions: { SuppressedReasons: ['BOUNCE'] },
  });
  data.template.hasResourceProperties('AWS::SES::EmailIdentity', {
    EmailIdentity: local.mailDomain,
    MailFromAttributes: { MailFromDomain: `bounce.${local.mailDomain}` },
    ConfigurationSetAttributes: { ConfigurationSetName: { Ref: Match.stringLikeRegexp('ConfigurationSet') } },
  });
});

test('SES tells the default bus what becomes of the mails of this configuration set', () => {
  data.template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
    ConfigurationSetName: { Ref: Match.stringLikeRegexp('^MailConfigurationSet') },
    EventDestination: {
      Enabled: true,
      EventBridgeDestination: {
        EventBusArn: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':event-bus/default$')])] },
      },
      MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint', 'reject'],
    },
  });
});

test('the client secret of an identity provider is kept only for stages whose approvers sign in', () => {
  const signIn = { issuer: 'https://login.example.com/tenant/v2.0', clientId: 'app', deputies: [] };
  const signingIn = synthDeployment({ ...local, stage: { ...local.stage, signIn } });
  signingIn.data.template.resourceCountIs('AWS::SecretsManager::Secret', 5);
  signingIn.data.template.hasOutput('SignInSecret', {});
  signingIn.service.template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { SIGN_IN_SECRET: { 'Fn::ImportValue': Match.stringLikeRegexp('SecretsSignIn') } } },
  });
  const readers = statementsOf(signingIn.service.resources).filter(({ resources }) =>
    resources.some((resource) => resource.includes('SecretsSignIn')),
  );
  expect(readers.map(({ holder, actions }) => [holder.replace(/Role.*/, ''), actions])).toEqual([
    ['Pages', ['secretsmanager:GetSecretValue']],
  ]);
  data.template.resourceCountIs('AWS::SecretsManager::Secret', 4);
  synthDeployment().service.template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { SIGN_IN_SECRET: '' } },
  });
});

test('the domain stays verified in production, whatever happens to the stack', () => {
  const production = synthDeployment(prod).data.template;
  for (const type of ['AWS::SES::ConfigurationSet', 'AWS::SES::EmailIdentity']) {
    production.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    data.template.allResources(type, { DeletionPolicy: 'Delete' });
  }
});

test('the stack prints every DNS record that the mail domain needs', () => {
  const records = data.template.findOutputs('*', { Description: 'DNS record to create for the mail domain' });
  const texts = JSON.stringify(Object.values(records));
  expect(Object.keys(records)).toHaveLength(6);
  expect(texts.match(/ CNAME /g)).toHaveLength(3);
  expect(texts).toContain(` MX 10 feedback-smtp.`);
  expect(texts).toContain('v=spf1 include:amazonses.com ~all');
  expect(texts).toContain(`_dmarc.${local.mailDomain}`);
});

test('no secret stands in the template: keys are made up by AWS, the webhooks are filled in later', () => {
  const secrets = Object.values(data.template.findResources('AWS::SecretsManager::Secret'));
  expect(secrets).toHaveLength(4);
  data.template.allResourcesProperties('AWS::SecretsManager::Secret', { SecretString: Match.absent() });
  data.template.resourcePropertiesCountIs(
    'AWS::SecretsManager::Secret',
    { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
    3,
  );
  data.template.hasResourceProperties('AWS::SecretsManager::Secret', {
    GenerateSecretString: { SecretStringTemplate: '{"default":"","channels":{},"owners":{}}' },
  });
});
