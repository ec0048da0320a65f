import { RemovalPolicy } from 'aws-cdk-lib';
import { EventBus as Bus, CfnEventBusPolicy } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, Effect, Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';

/**
 * The stage's own event bus: other systems tell what happened, and hear what became of it. Nothing is archived, as an
 * archive would keep personal data beyond erasure; who must not lose an event has the queue and its dead letters.
 */
export class EventBus extends Construct {
  readonly bus: Bus;

  constructor(scope: Construct, id: string, { stage, eventSources = [] }: Deployment) {
    super(scope, id);
    // A physical name, as other systems put their events by it.
    this.bus = new Bus(this, 'Bus', {
      eventBusName: `fushime-${stage.name}`,
      description: `Fushime ${stage.name}: events of other systems, and of mails for them`,
    });
    this.bus.applyRemovalPolicy(RemovalPolicy.DESTROY);
    for (const account of eventSources) {
      new CfnEventBusPolicy(this, `From${account}`, {
        eventBusName: this.bus.eventBusName,
        statementId: `From${account}`,
        statement: new PolicyStatement({
          sid: `From${account}`,
          effect: Effect.ALLOW,
          principals: [new AccountPrincipal(account)],
          actions: ['events:PutEvents'],
          resources: [this.bus.eventBusArn],
        }).toStatementJson(),
      });
    }
  }

  /** The bus's name, as functions are told it. */
  get name(): string {
    return this.bus.eventBusName;
  }

  /** Announces what became of mails. */
  grantAnnounce(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['events:PutEvents'], resourceArns: [this.bus.eventBusArn] });
  }
}
