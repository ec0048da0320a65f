import type { LocalClock } from '../../virtual-clock.ts';
import type { LocalPlace } from '../assembly/resource-identity.ts';
import type { Authority, Permission } from '../iam/authority.ts';
import type { Principal } from '../iam/statement.ts';
import type { CloudParts, TablePart } from '../wiring/cloud-parts.ts';
import { type CallFault, type CallFaults, ConnectionLost, meetFault } from './call-fault.ts';
import type { CloudJournal } from './call-record.ts';
import { dynamoCall } from './dynamo-call.ts';
import { eventsCall } from './events-call.ts';
import type { Backend, ProxyRequest, ProxyResponse } from './http-message.ts';
import { askingCapacity, readCapacity } from './measure-capacity.ts';
import { schedulerCall, secretsCall, sesCall, sqsCall } from './other-calls.ts';
import { errorAnswer, refusalAnswer } from './refusal-answer.ts';
import { s3Call } from './s3-call.ts';
import { type ServiceCall, UnknownCallError } from './service-call.ts';
import { sesV2Call } from './ses-v2-call.ts';

/** Who is calling: a function under its role, or the local cloud itself, which may do anything. */
export interface Caller {
  readonly name: string;
  readonly principal?: Principal;
}

/** What the proxy needs to know. */
export interface AwsProxyOptions {
  readonly parts: CloudParts;
  readonly place: LocalPlace;
  readonly authority: Authority;
  readonly journal: CloudJournal;
  readonly clock: LocalClock;
  /** Callers by access key id. */
  readonly callers: ReadonlyMap<string, Caller>;
  /** The emulators, by the service name in a request's signature. */
  readonly backends: Readonly<Record<string, Backend>>;
  /** Asks DynamoDB what each call consumes. */
  readonly measureCapacity: boolean;
  /** What goes wrong with the calls of functions. @default nothing */
  readonly faults?: CallFaults;
  /** Hears of every call that is about to be passed on. */
  readonly onStart: (call: ServiceCall) => void;
  /** Hears of every call that succeeded, before its caller does. */
  readonly onSuccess: (service: string, call: ServiceCall, response: ProxyResponse, caller: Caller) => void;
}

/**
 * Stands in front of the emulators: reads from the signature who calls which service, names the action, refuses what
 * the caller's role does not allow, passes everything else on unchanged, and records it.
 */
export function createAwsProxy(options: AwsProxyOptions): Backend {
  const { authority, journal, clock, callers, backends } = options;
  const nameCall = callNamer(options);
  const counts = new Map<string, number>();

  return async (request) => {
    const { keyId, service } = readCredential(request);
    const caller = callers.get(keyId);
    if (!caller)
      return errorAnswer(service, { code: 'InvalidClientTokenId', message: 'Unknown access key.', status: 403 });
    const atMs = clock.nowMs();
    const call = named(() => nameCall(service, request));
    const backend = backends[service];
    if (call instanceof UnknownCallError || !backend) {
      const message = call instanceof UnknownCallError ? call.message : `The local cloud has no service ${service}.`;
      journal.addFailure({ atMs, kind: 'unknown-call', functionName: caller.name, message });
      return errorAnswer(service, { code: 'UnknownLocally', message, status: 400 });
    }
    const record = (response: ProxyResponse, fault?: CallFault): ProxyResponse => {
      const capacity = measured(service) ? { consumedCapacity: readCapacity(response) } : {};
      const resources = call.permissions.map(({ resource }) => resource);
      const { operation } = call;
      const met = fault === undefined ? {} : { fault };
      const { status } = response;
      journal.addCall({ atMs, functionName: caller.name, operation, resources, status, ...capacity, ...met });
      return response;
    };
    const refused = caller.principal && authority.refusal(caller.principal, call.permissions);
    if (refused) {
      const message = refusalMessage(caller, refused);
      const { action, resource } = refused;
      journal.addFailure({ atMs, kind: 'denied', functionName: caller.name, message, action, resource });
      return record(refusalAnswer(service, message));
    }
    const notAssumable = unusableRole(authority, call);
    if (notAssumable) return record(errorAnswer(service, notAssumable));
    const act = async () => {
      options.onStart(call);
      const response = await backend(measured(service) ? askingCapacity(request) : request);
      if (hiddenByS3(authority, caller, service, call, response)) return refusalAnswer(service, 'Access Denied');
      if (response.status < 300) options.onSuccess(service, call, response, caller);
      return response;
    };
    const fault = faultOf(caller, service, call);
    if (fault === undefined) return record(await act());
    try {
      return record(await meetFault(fault, service, act), fault);
    } catch (error) {
      if (error instanceof ConnectionLost) record(noAnswer, fault);
      throw error;
    }
  };

  function faultOf({ name, principal }: Caller, service: string, { operation }: ServiceCall): CallFault | undefined {
    if (options.faults === undefined || principal === undefined) return undefined;
    const key = `${name} ${operation}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    return options.faults({ service, operation, functionName: name, nth });
  }

  function measured(service: string): boolean {
    return options.measureCapacity && service === 'dynamodb';
  }
}

const noAnswer: ProxyResponse = { status: 0, headers: {}, body: Buffer.alloc(0) };

function callNamer({ parts, place }: AwsProxyOptions): (service: string, request: ProxyRequest) => ServiceCall {
  const tables = new Map<string, TablePart>(parts.tables.map((table) => [table.name, table]));
  return (service, request) => {
    switch (service) {
      case 'dynamodb':
        return dynamoCall(request, tables);
      case 'events':
        return eventsCall(request, parts, place);
      case 's3':
        return s3Call(request);
      case 'scheduler':
        return schedulerCall(request, place);
      case 'secretsmanager':
        return secretsCall(request, parts);
      case 'ses':
        return sesCall(request, parts, place);
      case 'sesv2':
        return sesV2Call(request, place);
      case 'sqs':
        return sqsCall(request, parts);
      default:
        throw new UnknownCallError(`The local cloud has no service ${service}.`);
    }
  };
}

function named(name: () => ServiceCall): ServiceCall | UnknownCallError {
  try {
    return name();
  } catch (error) {
    if (error instanceof UnknownCallError) return error;
    throw error;
  }
}

// AWS4-HMAC-SHA256 Credential=<key id>/<date>/<region>/<service>/aws4_request, …
function readCredential({ headers, path }: ProxyRequest): { readonly keyId: string; readonly service: string } {
  const [, keyId = '', service = ''] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  // Both versions of SES sign as one service, and speak differently.
  return { keyId, service: service === 'ses' && path.startsWith('/v2/') ? 'sesv2' : service };
}

function refusalMessage({ name, principal }: Caller, { action, resource }: Permission): string {
  const who =
    principal?.kind === 'role' ? principal.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/') : name;
  return `User: ${who}/${name} is not authorized to perform: ${action} on resource: ${resource}`;
}

// EventBridge Scheduler looks at the role when a schedule is made, not only when it fires.
function unusableRole(authority: Authority, call: ServiceCall) {
  const { passes } = call;
  if (!passes || authority.mayAssume('scheduler.amazonaws.com', passes.roleArn, passes.groupArn)) return undefined;
  const message = 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.';
  return { code: 'ValidationException', message, status: 400 };
}

// S3 does not tell those who may not list a bucket that an object is missing.
function hiddenByS3(authority: Authority, caller: Caller, service: string, call: ServiceCall, response: ProxyResponse) {
  if (service !== 's3' || response.status !== 404 || !caller.principal) return false;
  const [first] = call.permissions;
  if (first?.action !== 's3:GetObject') return false;
  const bucketArn = first.resource.split('/')[0] ?? '';
  return authority.refusal(caller.principal, [{ action: 's3:ListBucket', resource: bucketArn }]) !== undefined;
}
