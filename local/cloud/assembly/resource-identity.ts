import { createHash } from 'node:crypto';

/** Where the local account lives, and the two addresses that templates may speak of. */
export interface LocalPlace {
  readonly region: string;
  readonly account: string;
  /** Where SDK clients call; queue URLs begin with it. */
  readonly proxyUrl: string;
  /** Where the HTTP API is served. */
  readonly pagesUrl: string;
}

/** What a resource is called: the value of Ref and the attributes that Fn::GetAtt knows. */
export interface ResourceIdentity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A resource of a template before its properties are resolved; `property` resolves one of them. */
export interface NamedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  property(name: string): unknown;
}

type Identify = (resource: NamedResource, place: LocalPlace) => ResourceIdentity;

/** The local names of a resource; undefined for types that have none here. */
export function identify(resource: NamedResource, place: LocalPlace): ResourceIdentity | undefined {
  return identities[resource.type]?.(resource, place);
}

const identities: Readonly<Record<string, Identify>> = {
  'AWS::ApiGatewayV2::Api': (resource, { pagesUrl }) => {
    const ref = shortHash(`${resource.stack}/${resource.logicalId}`).slice(0, 10);
    return { ref, attributes: { ApiId: ref, ApiEndpoint: pagesUrl } };
  },
  'AWS::ApiGatewayV2::Integration': ({ logicalId }) => ({ ref: logicalId, attributes: {} }),
  'AWS::ApiGatewayV2::Stage': ({ property }) => ({ ref: String(property('StageName')), attributes: {} }),
  'AWS::CloudWatch::Alarm': named('AlarmName', 255, 'cloudwatch', (name) => `alarm:${name}`),
  'AWS::DynamoDB::GlobalTable': named('TableName', 255, 'dynamodb', (name) => `table/${name}`),
  'AWS::DynamoDB::Table': named('TableName', 255, 'dynamodb', (name) => `table/${name}`),
  'AWS::Events::EventBus': (resource, place) => {
    const { ref, attributes } = named('Name', 256, 'events', (name) => `event-bus/${name}`)(resource, place);
    return { ref, attributes: { ...attributes, Name: ref } };
  },
  'AWS::Events::EventBusPolicy': ({ logicalId }) => ({ ref: logicalId, attributes: {} }),
  'AWS::Events::Rule': (resource, place) => {
    // The ARN of a rule on a bus of one's own names the bus too.
    const bus = resource.property('EventBusName') ?? 'default';
    const path = (name: string) => `rule/${bus === 'default' ? '' : `${bus}/`}${name}`;
    return named('Name', 64, 'events', path)(resource, place);
  },
  'AWS::IAM::Policy': ({ logicalId }) => ({ ref: logicalId, attributes: {} }),
  'AWS::IAM::Role': (resource, { account }) => {
    const ref = nameOf(resource, 'RoleName', 64);
    return { ref, attributes: { Arn: `arn:aws:iam::${account}:role/${ref}`, RoleId: roleId(ref) } };
  },
  'AWS::KMS::Alias': ({ property }) => ({ ref: String(property('AliasName')), attributes: {} }),
  'AWS::KMS::Key': (resource, { region, account }) => {
    const hash = shortHash(`${resource.stack}/${resource.logicalId}`);
    const ref = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20, 32)}`;
    return { ref, attributes: { Arn: `arn:aws:kms:${region}:${account}:key/${ref}`, KeyId: ref } };
  },
  'AWS::Lambda::EventSourceMapping': ({ logicalId }) => ({ ref: logicalId, attributes: { Id: logicalId } }),
  'AWS::Lambda::Function': named('FunctionName', 64, 'lambda', (name) => `function:${name}`),
  'AWS::Logs::LogGroup': named('LogGroupName', 512, 'logs', (name) => `log-group:${name}:*`),
  'AWS::S3::Bucket': (resource) => {
    const ref = nameOf(resource, 'BucketName', 63).toLowerCase();
    return { ref, attributes: { Arn: `arn:aws:s3:::${ref}` } };
  },
  'AWS::SES::ConfigurationSet': (resource) => ({ ref: nameOf(resource, 'Name', 64), attributes: {} }),
  'AWS::SES::ConfigurationSetEventDestination': ({ logicalId }) => ({ ref: logicalId, attributes: { Id: logicalId } }),
  'AWS::SES::EmailIdentity': ({ property }) => ({ ref: String(property('EmailIdentity')), attributes: {} }),
  'AWS::SNS::Topic': (resource, { region, account }) => {
    const name = nameOf(resource, 'TopicName', 256);
    const arn = `arn:aws:sns:${region}:${account}:${name}`;
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  'AWS::SQS::Queue': (resource, { region, account, proxyUrl }) => {
    const name = nameOf(resource, 'QueueName', 80);
    const arn = `arn:aws:sqs:${region}:${account}:${name}`;
    const ref = `${proxyUrl}/${account}/${name}`;
    return { ref, attributes: { Arn: arn, QueueName: name, QueueUrl: ref } };
  },
  'AWS::Scheduler::Schedule': (resource, { region, account }) => {
    const ref = nameOf(resource, 'Name', 64);
    const group = String(resource.property('GroupName') ?? 'default');
    return { ref, attributes: { Arn: `arn:aws:scheduler:${region}:${account}:schedule/${group}/${ref}` } };
  },
  'AWS::Scheduler::ScheduleGroup': named('Name', 64, 'scheduler', (name) => `schedule-group/${name}`),
  // Its Ref is the secret's ARN.
  'AWS::SecretsManager::RotationSchedule': ({ property }) => ({ ref: String(property('SecretId')), attributes: {} }),
  'AWS::SecretsManager::Secret': (resource, { region, account }) => {
    const name = nameOf(resource, 'Name', 200);
    // Secrets Manager ends an ARN with six characters of its own.
    const ref = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${shortHash(name).slice(0, 6)}`;
    return { ref, attributes: { Id: ref } };
  },
};

function named(property: string, maxLength: number, service: string, path: (name: string) => string): Identify {
  return (resource, { region, account }) => {
    const ref = nameOf(resource, property, maxLength);
    return { ref, attributes: { Arn: `arn:aws:${service}:${region}:${account}:${path(ref)}` } };
  };
}

function nameOf({ stack, logicalId, property }: NamedResource, nameProperty: string, maxLength: number): string {
  const given = property(nameProperty);
  if (typeof given === 'string') return given;
  const name = `${stack}-${logicalId}`;
  return name.length <= maxLength ? name : `${name.slice(0, maxLength - 9)}-${shortHash(name).slice(0, 8)}`;
}

function roleId(name: string): string {
  return `AROA${shortHash(name).slice(0, 17).toUpperCase()}`;
}

function shortHash(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
