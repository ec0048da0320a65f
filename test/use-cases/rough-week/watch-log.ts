import { undoesDecision } from '../../../lambda/domain/approval/standing-approval.ts';
import { isWorthTelling } from '../../../lambda/domain/notices/is-worth-telling.ts';
import { type SendRow, sendName } from '../../../lambda/domain/send-log/send-row.ts';
import type { aWorld } from '../../support/world.ts';

/** Notes every change of the send log that people should hear of; a request that ends unheard of is `broken`. */
export function watchLog(
  world: ReturnType<typeof aWorld>,
  broken: string[],
  wasDisabled: (campaign: string) => boolean,
) {
  const worthTelling: string[] = [];
  /** How many notices there were when a request began to wait, by its name. */
  const asked = new Map<string, number>();
  const { insert, move } = world.tools.sendLog;
  const note = (before: SendRow | undefined, after: Pick<SendRow, 'customer' | 'key' | 'state' | 'reason'>) => {
    const name = sendName(after);
    const { state, reason } = after;
    if (before?.state === state) return;
    // Who is asked afresh, or mailed, for another day need not hear that the earlier one is off.
    const moved = worthTelling.indexOf(`${name} cancelled date-changed`);
    if (before?.state === 'cancelled' && moved >= 0) worthTelling.splice(moved, 1);
    const isNews = isWorthTelling(state, reason) && reason !== 'stopped-by-person';
    if (isNews || (before && undoesDecision(before, state))) worthTelling.push(`${name} ${state} ${reason}`);
    const wasAsked = state === 'expired' && before?.state === 'awaiting-approval';
    // A campaign that is switched off asks nobody any more.
    if (wasAsked && !wasDisabled(before.campaign) && !wasTold(name, asked.get(name) ?? 0))
      broken.push(`${name}: expired, and nobody knew that it waited`);
    if (state === 'awaiting-approval') asked.set(name, world.notices.length);
  };
  const wasTold = (name: string, from: number) =>
    world.notices
      .slice(from)
      .some(
        (n) =>
          ((n.kind === 'send' && n.state === 'awaiting-approval') || n.kind === 'approval-reminder') &&
          sendName(n) === name,
      );
  Object.assign(world.tools.sendLog, {
    insert: async (...args: Parameters<typeof insert>) => {
      const there = await insert(...args);
      if (there === undefined) note(undefined, args[0]);
      return there;
    },
    move: async (...args: Parameters<typeof move>) => {
      const before = world.rows().find((row) => sendName(row) === sendName(args[0]));
      const moved = await move(...args);
      if (moved) note(before, { ...args[0], ...args[2] });
      return moved;
    },
  });

  return {
    /** Changes that people should have heard of and did not. */
    untold(): readonly string[] {
      const told = world.notices.flatMap((each) =>
        each.kind === 'send' ? [`${sendName(each)} ${each.state} ${each.reason}`] : [],
      );
      return worthTelling.filter((each) => {
        const index = told.indexOf(each);
        if (index >= 0) told.splice(index, 1);
        return index < 0;
      });
    },
  };
}
