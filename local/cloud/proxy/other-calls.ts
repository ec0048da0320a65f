import { secretsOperations } from '../../endpoints/secrets.ts';
import type { LocalPlace } from '../assembly/resource-identity.ts';
import { at, parseJson, text } from '../json.ts';
import type { CloudParts } from '../wiring/cloud-parts.ts';
import type { ProxyRequest } from './http-message.ts';
import { type ServiceCall, UnknownCallError } from './service-call.ts';

const queueActions: ReadonlySet<string> = new Set([
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
]);

/** Names what an SQS request (JSON) does to which queue. A batch needs the permission of the single action. */
export function sqsCall({ headers, body }: ProxyRequest, { queues }: CloudParts): ServiceCall {
  const name = /^AmazonSQS\.(\w+)$/.exec(headers['x-amz-target'] ?? '')?.[1] ?? '';
  const action = name.replace(/Batch$/, '');
  if (name === 'ListQueues')
    return { operation: 'sqs:ListQueues', permissions: [{ action: 'sqs:ListQueues', resource: '*' }] };
  if (!queueActions.has(action)) throw new UnknownCallError(`sqs:${name} is unknown here.`);
  const url = text(at(parseJson(body.toString('utf8')), 'QueueUrl')) ?? '';
  // By name: kept queues are listed with the port of the cloud that made them.
  const queue = queues.find((one) => new URL(one.url).pathname === pathOf(url));
  if (!queue) throw new UnknownCallError(`There is no queue ${url} in the templates.`);
  return { operation: `sqs:${name}`, permissions: [{ action: `sqs:${action}`, resource: queue.arn }] };
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

const scheduleActions: Readonly<Record<string, string>> = {
  DELETE: 'DeleteSchedule',
  GET: 'GetSchedule',
  POST: 'CreateSchedule',
  PUT: 'UpdateSchedule',
};

/** Names what an EventBridge Scheduler request does to which schedule, and which role it passes on. */
export function schedulerCall({ method, path, body }: ProxyRequest, place: LocalPlace): ServiceCall {
  const url = new URL(path, 'http://127.0.0.1');
  const [, collection, name, ...more] = url.pathname.split('/');
  const arnPrefix = `arn:aws:scheduler:${place.region}:${place.account}:`;
  if (collection === 'schedules' && name === undefined && method === 'GET') {
    return {
      operation: 'scheduler:ListSchedules',
      permissions: [{ action: 'scheduler:ListSchedules', resource: '*' }],
    };
  }
  if (collection === 'schedule-groups' && name !== undefined && method === 'GET') {
    const resource = `${arnPrefix}schedule-group/${decodeURIComponent(name)}`;
    return {
      operation: 'scheduler:GetScheduleGroup',
      permissions: [{ action: 'scheduler:GetScheduleGroup', resource }],
    };
  }
  const action = scheduleActions[method];
  if (collection !== 'schedules' || name === undefined || more.length > 0 || action === undefined) {
    throw new UnknownCallError(`Scheduler ${method} ${url.pathname} is unknown here.`);
  }
  const input = parseJson(body.toString('utf8'));
  const group = text(at(input, 'GroupName')) ?? url.searchParams.get('groupName') ?? 'default';
  const operation = `scheduler:${action}`;
  const own = { action: operation, resource: `${arnPrefix}schedule/${group}/${decodeURIComponent(name)}` };
  const roleArn = text(at(input, 'Target', 'RoleArn'));
  if (roleArn === undefined) return { operation, permissions: [own] };
  const context = { 'iam:passedtoservice': ['scheduler.amazonaws.com'] };
  const pass = { action: 'iam:PassRole', resource: roleArn, context };
  return { operation, permissions: [own, pass], passes: { roleArn, groupArn: `${arnPrefix}schedule-group/${group}` } };
}

/** Names what a Secrets Manager request does to which secret. */
export function secretsCall({ headers, body }: ProxyRequest, { secrets }: CloudParts): ServiceCall {
  const name = /^secretsmanager\.(\w+)$/.exec(headers['x-amz-target'] ?? '')?.[1] ?? '';
  if (!secretsOperations.has(name)) throw new UnknownCallError(`secretsmanager:${name} is unknown here.`);
  const id = text(at(parseJson(body.toString('utf8')), 'SecretId')) ?? '';
  const resource = secrets.find((secret) => secret.arn === id || secret.name === id)?.arn ?? id;
  const operation = `secretsmanager:${name}`;
  return { operation, permissions: [{ action: operation, resource }] };
}

/** Names what an SES v1 request does as which sender. */
export function sesCall({ body }: ProxyRequest, { identities }: CloudParts, place: LocalPlace): ServiceCall {
  const form = new URLSearchParams(body.toString('utf8'));
  const operation = `ses:${form.get('Action') ?? ''}`;
  if (operation === 'ses:GetSendQuota') return { operation, permissions: [{ action: operation, resource: '*' }] };
  if (operation !== 'ses:SendRawEmail') throw new UnknownCallError(`${operation} is unknown here.`);
  const from = addressOf(form.get('Source') ?? fromHeader(form.get('RawMessage.Data') ?? ''));
  const recipients = [...form].filter(([key]) => key.startsWith('Destinations.member.')).map(([, value]) => value);
  const context = { 'ses:fromaddress': [from], 'ses:recipients': recipients };
  const arnPrefix = `arn:aws:ses:${place.region}:${place.account}:`;
  const set = form.get('ConfigurationSetName');
  const resources = [
    `${arnPrefix}identity/${identityOf(from, identities)}`,
    ...(set === null ? [] : [`${arnPrefix}configuration-set/${set}`]),
  ];
  return { operation, permissions: resources.map((resource) => ({ action: operation, resource, context })) };
}

function identityOf(address: string, identities: readonly string[]): string {
  const domain = address.slice(address.indexOf('@') + 1);
  return [address, domain].find((identity) => identities.includes(identity)) ?? domain;
}

function fromHeader(data: string): string {
  const head =
    Buffer.from(data, 'base64')
      .toString('latin1')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  return /^From:((?:.*)(?:\r?\n[ \t].*)*)/im.exec(head)?.[1]?.trim() ?? '';
}

function addressOf(mailbox: string): string {
  return (/<([^>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();
}
