import { z } from 'zod';
import type { EndpointAnswer, EndpointRequest } from '../http-endpoint.ts';
import { pageOf } from './page.ts';
import { groupAnswer, scheduleAnswer, scheduleSummary } from './schedule-answer.ts';
import type { ScheduleStore } from './schedule-store.ts';
import { invalid, SchedulerError } from './scheduler-error.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Answers a call of EventBridge Scheduler's REST API, or with its error. */
export function answerScheduler(store: ScheduleStore, request: EndpointRequest): EndpointAnswer {
  try {
    const answer = route(store, request);
    if (answer) return json(200, answer);
    return json(404, { Message: 'The local Scheduler does not know this call.' }, 'UnknownOperationException');
  } catch (error) {
    if (!(error instanceof SchedulerError)) throw error;
    return json(error.status, { Message: error.message }, error.name);
  }
}

function route(store: ScheduleStore, request: EndpointRequest): Answer | undefined {
  const [, collection, ...rest] = request.url.pathname.split('/');
  if (rest.length > 1) return undefined;
  const name = rest[0] === undefined ? undefined : decodeURIComponent(rest[0]);
  if (collection === 'schedules')
    return name === undefined ? listSchedules(store, request) : schedule(store, name, request);
  if (collection === 'schedule-groups')
    return name === undefined ? listGroups(store, request) : group(store, name, request);
  return undefined;
}

function schedule(store: ScheduleStore, name: string, request: EndpointRequest): Answer | undefined {
  const groupName = request.url.searchParams.get('groupName') ?? 'default';
  switch (request.method) {
    case 'POST':
      return { ScheduleArn: store.create({ ...bodyOf(request), Name: name }).arn };
    case 'PUT':
      return { ScheduleArn: store.update({ ...bodyOf(request), Name: name }).arn };
    case 'GET':
      return scheduleAnswer(store.get(groupName, name));
    case 'DELETE':
      store.delete(groupName, name);
      return {};
    default:
      return undefined;
  }
}

function group(store: ScheduleStore, name: string, request: EndpointRequest): Answer | undefined {
  switch (request.method) {
    case 'POST':
      return { ScheduleGroupArn: store.createGroup(name).arn };
    case 'GET':
      return groupAnswer(store.group(name));
    case 'DELETE':
      store.deleteGroup(name);
      return {};
    default:
      return undefined;
  }
}

function listSchedules(store: ScheduleStore, { method, url: { searchParams: query } }: EndpointRequest) {
  if (method !== 'GET') return undefined;
  const [groupName, prefix, state] = [query.get('ScheduleGroup'), query.get('NamePrefix') ?? '', query.get('State')];
  if (groupName !== null) store.group(groupName);
  const found = store.list().filter((one) => {
    const inGroup = groupName === null || one.groupName === groupName;
    return inGroup && one.name.startsWith(prefix) && (state === null || one.state === state);
  });
  const { items, nextToken } = pageOf(found, query, (one) => `${one.groupName}/${one.name}`);
  return { Schedules: items.map(scheduleSummary), NextToken: nextToken };
}

function listGroups(store: ScheduleStore, { method, url: { searchParams: query } }: EndpointRequest) {
  if (method !== 'GET') return undefined;
  const found = store.groups().filter(({ name }) => name.startsWith(query.get('NamePrefix') ?? ''));
  const { items, nextToken } = pageOf(found, query, ({ name }) => name);
  return { ScheduleGroups: items.map(groupAnswer), NextToken: nextToken };
}

function bodyOf(request: EndpointRequest): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(request.body.toString('utf8')));
  } catch {
    throw invalid('The request body is not a JSON object.');
  }
}

function json(status: number, body: Answer, errorType?: string): EndpointAnswer {
  const headers = { 'content-type': 'application/json', ...(errorType ? { 'x-amzn-errortype': errorType } : {}) };
  return { status, headers, body: JSON.stringify(body) };
}
