import { type App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Deployment } from './config/deployment.ts';
import { environmentOf } from './config/environment-of.ts';
import { Campaigns } from './constructs/campaigns.ts';
import { Control } from './constructs/control.ts';
import { Customers } from './constructs/customers.ts';
import { DataKey } from './constructs/data-key.ts';
import { MailIdentity } from './constructs/mail-identity.ts';
import { Refusals } from './constructs/refusals.ts';
import { Secrets } from './constructs/secrets.ts';
import { SendLog } from './constructs/send-log.ts';
import { TemplateBucket } from './constructs/template-bucket.ts';

/** What must outlive any deployment: tables, their key, the bucket, the mail identity, the secrets and the schedules. */
export class DataStack extends Stack {
  readonly customers: Customers;
  readonly refusals: Refusals;
  readonly campaigns: Campaigns;
  readonly sendLog: SendLog;
  readonly control: Control;
  readonly templates: TemplateBucket;
  readonly mail: MailIdentity;
  readonly secrets: Secrets;
  readonly scheduleGroup: ScheduleGroup;

  constructor(app: App, id: string, deployment: Deployment) {
    super(app, id, {
      description: `Fushime ${deployment.stage.name}: data, keys and mail identity`,
      terminationProtection: deployment.production,
      env: environmentOf(deployment),
    });
    const dataKey = new DataKey(this, 'DataKey', deployment);
    const tableProps = { deployment, dataKey };
    this.customers = new Customers(this, 'Customers', tableProps);
    this.refusals = new Refusals(this, 'Refusals', tableProps);
    this.campaigns = new Campaigns(this, 'Campaigns', tableProps);
    this.sendLog = new SendLog(this, 'SendLog', tableProps);
    this.control = new Control(this, 'Control', tableProps);
    this.templates = new TemplateBucket(this, 'Templates', tableProps);
    this.mail = new MailIdentity(this, 'Mail', deployment);
    this.secrets = new Secrets(this, 'Secrets', deployment);
    // The one physical name: schedules made at run time name their group. It holds nothing that publish cannot make again.
    this.scheduleGroup = new ScheduleGroup(this, 'Schedules', {
      scheduleGroupName: `fushime-${deployment.stage.name}`,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnOutput(this, 'TemplateBucket', {
      value: this.templates.bucketName,
      description: 'Where campaign files (campaigns/, partials/) and tables (imports/) go',
    });
    new CfnOutput(this, 'DataKeyArn', {
      value: dataKey.key.keyArn,
      description: 'Key of tables and files: whoever uploads needs kms:GenerateDataKey and kms:Decrypt on it',
    });
    new CfnOutput(this, 'TeamsSecret', {
      value: this.secrets.teams.arn,
      description: 'Takes the addresses of the Teams webhooks: see the runbook',
    });
  }
}
