import { Aws, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct, type IConstruct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import { acknowledgeWildcard } from './acknowledge-wildcard.ts';
import { keptInProduction } from './removal.ts';

/**
 * The domain that mails come from, verified by Easy DKIM, with its own MAIL FROM subdomain so that SPF aligns too.
 * The DNS records to create are outputs of the stack.
 */
export class MailIdentity extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly #identity: EmailIdentity;
  readonly mailDomain: string;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { mailDomain } = deployment;
    this.mailDomain = mailDomain;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // Who complains of advertising must still hear that a contract ends: what a complaint stops, our refusals say.
      suppressionReasons: SuppressionReasons.BOUNCES_ONLY,
      // As long as SES allows: a mail server that is down over lunch still gets its mail.
      maxDeliveryDuration: Duration.hours(14),
    });
    const { SEND, DELIVERY, BOUNCE, COMPLAINT, REJECT } = EmailSendingEvent;
    this.configurationSet.addEventDestination('Events', {
      // SES knows no other bus than the account's default one.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [SEND, DELIVERY, BOUNCE, COMPLAINT, REJECT],
    });
    const mailFromDomain = `bounce.${mailDomain}`;
    this.#identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(mailDomain),
      mailFromDomain,
      configurationSet: this.configurationSet,
    });
    // A new identity would have new DKIM records; mails of before still report bounces through the configuration set.
    for (const kept of [this.configurationSet, this.#identity]) kept.applyRemovalPolicy(keptInProduction(deployment));
    this.#identity.dkimRecords.forEach(({ name, value }, index) => {
      this.#output(`Dkim${index + 1}`, `${name} CNAME ${value}`);
    });
    this.#output('MailFromMx', `${mailFromDomain} MX 10 feedback-smtp.${Aws.REGION}.amazonses.com`);
    this.#output('MailFromSpf', `${mailFromDomain} TXT "v=spf1 include:amazonses.com ~all"`);
    this.#output('Dmarc', `_dmarc.${mailDomain} TXT "v=DMARC1; p=none" (then tighten it)`);
  }

  /** Sends raw mail from addresses of the domain, through the configuration set. */
  grantSend(grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['ses:SendRawEmail'],
      resourceArns: [this.#identity.emailIdentityArn, this.#configurationSetArn],
      conditions: { StringLike: { 'ses:FromAddress': `*@${this.mailDomain}` } },
    });
  }

  /** Asks what the account may send, and whether account, domain and configuration set are ready for it. */
  grantWatch(grantee: IConstruct & IGrantable): void {
    const identityArn = this.#identity.emailIdentityArn;
    Grant.addToPrincipal({ grantee, actions: ['ses:GetEmailIdentity'], resourceArns: [identityArn] });
    Grant.addToPrincipal({
      grantee,
      actions: ['ses:GetConfigurationSet'],
      resourceArns: [this.#configurationSetArn],
    });
    Grant.addToPrincipal({ grantee, actions: ['ses:GetAccount', 'ses:GetSendQuota'], resourceArns: ['*'] });
    acknowledgeWildcard(grantee, '*', 'SES knows no resource for questions about the account itself.');
  }

  get #configurationSetArn(): string {
    return Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    });
  }

  #output(id: string, value: string): void {
    new CfnOutput(this, id, { value, description: 'DNS record to create for the mail domain' });
  }
}
