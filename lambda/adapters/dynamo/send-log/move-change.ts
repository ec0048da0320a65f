import type { IsoDate } from '../../../domain/calendar/plain-date.ts';
import { expiresAt, type Retention } from '../../../domain/send-log/expires-at.ts';
import { forgetsReminder } from '../../../domain/send-log/forgets-reminder.ts';
import type { SendRef } from '../../../domain/send-log/send-row.ts';
import type { SendState } from '../../../domain/send-log/send-state.ts';
import { waitsFrom } from '../../../domain/send-log/waits-from.ts';
import type { SendPatch } from '../../../ports.ts';
import type { Change } from '../table.ts';
import { runOf } from './run-shard.ts';
import { WAITING } from './send-item.ts';

/** What a move needs to know beyond its patch. `campaign` is the row's, needed when the day changes. */
export interface MoveContext extends Retention {
  readonly changeId: string;
  readonly campaign: string | undefined;
}

/** The update of a send's row that a move comes down to, on condition that its state is one of `from`. */
export function moveChange(
  { customer }: SendRef,
  from: readonly SendState[],
  patch: SendPatch,
  { changeId, campaign, ...retention }: MoveContext,
): Change {
  const { state, reason, at, version, messageId, path, date, dueOn, notBefore, remindedAt } = patch;
  const { sentAt, addressHash, afterAttempt, whileDueOn, decided } = patch;
  const waits = waitsFrom({ state, at }, notBefore);
  const set = Object.entries({
    ...{ state, reason, at, version, messageId, path, date, changeId, remindedAt, sentAt, addressHash },
    ...(dueOn !== undefined && campaign !== undefined && movedDay(customer, campaign, dueOn, retention)),
    ...(waits !== undefined && { waiting: WAITING, notBefore: waits }),
  }).filter(([, value]) => value !== undefined);
  const assignments = set.map(([name]) => `#${name} = :${name}`);
  if (decided !== undefined) assignments.push('#decisions = list_append(if_not_exists(#decisions, :none), :decided)');
  const removed = [
    ...(waits === undefined ? ['waiting', 'notBefore'] : []),
    ...(forgetsReminder(patch) ? ['remindedAt'] : []),
  ];
  const update = [
    `SET ${assignments.join(', ')}`,
    ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
    ...(sentAt !== undefined ? ['ADD #attempt :one'] : []),
  ];
  const names = ['state', 'expiresAt', ...set.map(([name]) => name), ...removed];
  if (decided !== undefined) names.push('decisions');
  if (sentAt !== undefined || afterAttempt !== undefined) names.push('attempt');
  if (whileDueOn !== undefined) names.push('dueOn');
  return {
    update: update.join(' '),
    condition: [
      `#state IN (${from.map((_, n) => `:from${n}`).join(', ')})`,
      '#expiresAt > :now',
      ...(afterAttempt !== undefined ? ['#attempt = :afterAttempt'] : []),
      ...(whileDueOn !== undefined ? ['#dueOn = :whileDueOn'] : []),
    ].join(' AND '),
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: {
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      ...Object.fromEntries(from.map((each, n) => [`:from${n}`, each])),
      ...(sentAt !== undefined && { ':one': 1 }),
      ...(afterAttempt !== undefined && { ':afterAttempt': afterAttempt }),
      ...(whileDueOn !== undefined && { ':whileDueOn': whileDueOn }),
      ...(decided !== undefined && { ':none': [], ':decided': [decided] }),
      ':now': Math.floor(retention.nowMs / 1000),
    },
  };
}

function movedDay(customer: string, campaign: string, dueOn: IsoDate, retention: Retention) {
  return { dueOn, run: runOf(campaign, dueOn, customer), expiresAt: expiresAt(dueOn, retention) };
}
