import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import type { Job } from '../jobs/job.ts';
import type { JobFunction } from './job-function.ts';
import type { PagesApi } from './pages-api.ts';

/** What an alarm tells whoever is woken by it. */
export interface AlarmText {
  /** What does not happen for customers or colleagues, in plain words. */
  readonly impact: string;
  /** Heading of docs/runbook.md as it stands in a link. */
  readonly runbook: string;
}

/** The operators' topic and the alarms that go there. */
export class OperatorAlarms extends Construct {
  readonly topic: Topic;
  readonly #stageName: string;

  constructor(scope: Construct, id: string, { stage }: Deployment) {
    super(scope, id);
    this.#stageName = stage.name;
    const inThisAccount = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    // CloudWatch cannot publish to a topic under the AWS-managed key, and the tables' key is none of its business.
    const key = new Key(this, 'Key', {
      description: `Fushime ${stage.name}: alarms`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: inThisAccount,
      }),
    );
    this.topic = new Topic(this, 'Topic', {
      displayName: `Fushime ${stage.name}`,
      masterKey: key,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: inThisAccount,
      }),
    );
    if (stage.operatorsEmail !== undefined) this.topic.addSubscription(new EmailSubscription(stage.operatorsEmail));
    new CfnOutput(this, 'TopicArn', { value: this.topic.topicArn, description: 'Subscribe here to be told of alarms' });
  }

  /** Alarms as soon as a message lies in a dead-letter queue. */
  watchDeadLetters(name: string, queue: Queue, text: AlarmText): void {
    const metric = queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    });
    this.#alarm(`${name}DeadLetters`, metric, 1, TreatMissingData.NOT_BREACHING, text);
  }

  /** Alarms when a function failed within five minutes. */
  watchErrors<J extends Job>(name: string, { function: watched }: JobFunction<J>, text: AlarmText): void {
    const metric = watched.metricErrors({ period: Duration.minutes(5) });
    this.#alarm(`${name}Errors`, metric, 1, TreatMissingData.NOT_BREACHING, text);
  }

  /** Alarms when visitors met an error page within five minutes, also one that a function made itself without failing. */
  watchErrorPages(name: string, { stage }: PagesApi, text: AlarmText): void {
    const metric = stage.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' });
    this.#alarm(`${name}ErrorPages`, metric, 1, TreatMissingData.NOT_BREACHING, text);
  }

  /** Alarms when a function was not called once in a quarter of an hour. */
  watchSilence<J extends Job>(name: string, { function: watched }: JobFunction<J>, text: AlarmText): void {
    const metric = watched.metricInvocations({ period: Duration.minutes(15) });
    this.#alarm(`${name}Silent`, metric, 1, TreatMissingData.BREACHING, text, ComparisonOperator.LESS_THAN_THRESHOLD);
  }

  /** Alarms when a function logged the event, by its name, within a quarter of an hour. */
  watchEvent<J extends Job>(name: string, { logGroup }: JobFunction<J>, event: string, text: AlarmText): void {
    const filter = new MetricFilter(this, `${name}Events`, {
      logGroup,
      filterPattern: FilterPattern.stringValue('$.event', '=', event),
      // Two stages may share an account, and a metric's name is all that tells theirs apart.
      metricNamespace: `Fushime/${this.#stageName}`,
      metricName: event,
    });
    // Longer than the time between two sweeps: what every sweep says anew is one alarm, not one each time.
    const metric = filter.metric({ period: Duration.minutes(15), statistic: 'Sum' });
    this.#alarm(name, metric, 1, TreatMissingData.NOT_BREACHING, text);
  }

  #alarm(
    id: string,
    metric: IMetric,
    threshold: number,
    treatMissingData: TreatMissingData,
    { impact, runbook }: AlarmText,
    comparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  ): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator,
      treatMissingData,
      alarmDescription: `${impact} What to do: docs/runbook.md#${runbook}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
