import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { CfnStage, HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { linkPaths } from '../../lambda/domain/links/link-claims.ts';
import type { Deployment } from '../config/deployment.ts';
import { acknowledge } from './acknowledge.ts';
import type { JobFunction } from './job-function.ts';
import { keptInProduction } from './removal.ts';

export interface PagesApiProps {
  readonly deployment: Deployment;
  readonly pages: JobFunction<'pages'>;
  readonly api: JobFunction<'api'>;
}

// Paths carry tokens and addresses of people are personal: neither is logged.
const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};

// Requests a second, and at once after a pause.
const rateLimit = 50;
const burstLimit = 100;

// Of systems, which send in batches.
const systemThrottle = { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 };
const systemPaths = ['/v1/events', '/v1/import'];

/** The public address behind the links in mails, and of the HTTP API for systems. */
export class PagesApi extends Construct {
  /** Without a slash at the end. */
  readonly url: string;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, { deployment, pages, api: systems }: PagesApiProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      apiName: `Fushime ${deployment.stage.name}`,
      description: `Fushime ${deployment.stage.name}: pages behind the links in mails, and events and files from systems`,
      createDefaultStage: false,
    });
    const integration = new HttpLambdaIntegration('Pages', pages.function);
    const { GET, HEAD, POST } = HttpMethod;
    api.addRoutes({ path: '/{proxy+}', methods: [GET, HEAD, POST], integration });
    const choicePath = `/${linkPaths.choice}/{token}`;
    const choiceRoutes = api.addRoutes({ path: choicePath, methods: [GET, HEAD, POST], integration });
    // Somebody who cuts the link short gets the project's own page, too.
    api.addRoutes({ path: '/', methods: [GET, HEAD], integration });
    const systemIntegration = new HttpLambdaIntegration('Systems', systems.function);
    const systemRoutes = systemPaths.flatMap((path) =>
      // GET is told that it is POST.
      api.addRoutes({ path, methods: [GET, POST], integration: systemIntegration }),
    );
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: deployment.logRetentionDays,
      removalPolicy: keptInProduction(deployment),
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit, burstLimit },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    // A measure of its own: whoever floods other pages must not keep customers from leaving.
    const ownThrottle = { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit };
    const cfnStage = this.stage.node.defaultChild;
    if (!(cfnStage instanceof CfnStage)) throw new TypeError('The stage of the pages has no CloudFormation resource');
    cfnStage.routeSettings = Object.fromEntries([
      ...[GET, HEAD, POST].map((method) => [`${method} ${choicePath}`, ownThrottle]),
      ...systemPaths.flatMap((path) => [GET, POST].map((method) => [`${method} ${path}`, systemThrottle])),
    ]);
    // API Gateway refuses settings for routes that it does not know yet.
    this.stage.node.addDependency(...choiceRoutes, ...systemRoutes);
    acknowledge(
      api,
      'APIG4',
      'Customers have no account here. Each link carries a signed token for one person and purpose, which pages verifies. Systems come with a key that the function api checks.',
    );
    this.url = api.apiEndpoint;
  }
}
