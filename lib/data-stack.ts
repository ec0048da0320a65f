import { type App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Deployment } from './config/deployment.ts';
import { environmentOf } from './config/environment-of.ts';
import { Campaigns } from './constructs/campaigns.ts';
import { Control } from './constructs/control.ts';
import { Customers } from './constructs/customers.ts';
import { DataKey } from './constructs/data-key.ts';
import { EventBus } from './constructs/event-bus.ts';
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
  readonly events: EventBus;

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
    this.events = new EventBus(this, 'Events', deployment);
    // A physical name: schedules made at run time name their group. It holds nothing that publish cannot make again.
    this.scheduleGroup = new ScheduleGroup(this, 'Schedules', {
      scheduleGroupName: `fushime-${deployment.stage.name}`,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#output(
      'TemplateBucket',
      this.templates.bucketName,
      'Where campaign files (campaigns/, partials/) and tables (imports/) go',
    );
    this.#output(
      'DataKeyArn',
      dataKey.key.keyArn,
      'Key of tables and files: whoever uploads needs kms:GenerateDataKey and kms:Decrypt on it',
    );
    this.#output('CustomersTable', this.customers.tableName, 'Records and their index');
    this.#output('RefusalsTable', this.refusals.tableName, 'Opt-outs and suppressions');
    this.#output('CampaignsTable', this.campaigns.tableName, 'Campaign versions and runs');
    this.#output('SendLogTable', this.sendLog.tableName, 'What became of each mail');
    this.#output('ControlTable', this.control.tableName, 'Questions to Teams');
    this.#output('AddressKeySecret', this.secrets.addressKey.arn, 'Key of the address hashes');
    this.#output('LinkKeySecret', this.secrets.linkKey.arn, 'Keys that sign links');
    this.#output('EventBusName', this.events.name, 'Where other systems put events, and hear of mails');
    this.#output(
      'EventBusArn',
      this.events.bus.eventBusArn,
      'The same bus, for policies and for rules of other accounts',
    );
    this.#output('ApiKeysSecret', this.secrets.apiKeys.arn, 'Keys of the HTTP API: "fushime api-key" shows them');
    this.#output('TeamsSecret', this.secrets.teams.arn, 'Takes the addresses of the Teams webhooks: see the runbook');
    if (this.secrets.signIn !== undefined) {
      this.#output('SignInSecret', this.secrets.signIn.arn, 'Takes the client secret of the identity provider');
    }
  }

  #output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
