import type { AcceptedMail } from '../endpoints/ses/accepted-mail.ts';
import type { SesEvent } from '../endpoints/ses/ses-events.ts';
import type { SesEndpoint } from '../endpoints/ses.ts';
import type { TeamsEndpoint, TeamsPost } from '../endpoints/teams.ts';
import type { LocalQueues } from './engines/local-queues.ts';
import type { FunctionLog } from './functions/function-log.ts';
import type { CallRecord, CloudFailure, CloudJournal } from './proxy/call-record.ts';
import type { CloudParts } from './wiring/cloud-parts.ts';

/** What can be seen of a local cloud from outside. */
export interface CloudObservation {
  mails(): readonly AcceptedMail[];
  cards(): readonly TeamsPost[];
  sesEvents(): readonly SesEvent[];
  /** Bodies in the dead-letter queues that are not empty, by logical id. */
  deadLetters(): Readonly<Record<string, readonly string[]>>;
  failures(): readonly CloudFailure[];
  logs(functionName?: string): ReturnType<FunctionLog['lines']>;
  logSizeBytes(functionName?: string): number;
  calls(): readonly CallRecord[];
  /** What the functions' environments give under a name. Throws an Error unless it is one value. */
  variable(name: string): string;
}

export interface ObservedCloud {
  readonly parts: CloudParts;
  readonly ses: SesEndpoint;
  readonly teams: TeamsEndpoint;
  readonly queues: LocalQueues;
  readonly journal: CloudJournal;
  readonly log: FunctionLog;
}

/** Looks at a cloud's parts; changes nothing. */
export function observeCloud({ parts, ses, teams, queues, journal, log }: ObservedCloud): CloudObservation {
  const sesEvents: SesEvent[] = [];
  ses.onEvent((event) => void sesEvents.push(event));
  return {
    mails: () => ses.mails(),
    cards: () => teams.posts(),
    sesEvents: () => sesEvents,
    deadLetters() {
      const fed = new Set(parts.mappings.map(({ queueArn }) => queueArn));
      const waiting = parts.queues
        .filter(({ arn }) => !fed.has(arn))
        .map(({ logicalId, arn }) => [logicalId, queues.bodies(arn)] as const);
      return Object.fromEntries(waiting.filter(([, bodies]) => bodies.length > 0));
    },
    failures: () => journal.failures(),
    logs: (functionName) => log.lines(functionName),
    logSizeBytes: (functionName) => log.sizeBytes(functionName),
    calls: () => journal.calls(),
    variable(name) {
      const values = new Set(parts.functions.flatMap(({ environment }) => environment[name] ?? []));
      const [only] = values;
      if (only === undefined || values.size > 1) throw new Error(`${values.size} values of ${name} in the templates.`);
      return only;
    },
  };
}
