import { approvalCards } from '../../domain/cards/approval-cards.ts';
import { cardsMail } from '../../domain/cards/cards-mail.ts';
import { gatherBy } from '../../domain/cards/gather-by.ts';
import type { CardNames } from './card-names.ts';
import { mailColleague } from './mail-colleague.ts';
import type { NoticeTools } from './notice-tools.ts';
import { approvalAskOf, openApprovals } from './open-approvals.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

/**
 * Mails approvers what still waits for them, one mail each; what has been decided meanwhile is left out. An approver
 * without an address is stood in for by the operators. Answers the ids whose mail was not accepted.
 */
export async function remindApprovers(
  tools: NoticeTools,
  notices: readonly QueuedNotice<NoticeOf<'approval-reminder'>>[],
  names: CardNames,
): Promise<readonly string[]> {
  const open = await openApprovals(tools, notices, names);
  const left: string[] = [];
  for (const group of gatherBy(open, ({ approver }) => approver.email.toLowerCase())) {
    const [{ approver }] = group;
    const ids = group.map(({ id }) => id);
    const address = approver.email || tools.stage.operatorsEmail;
    if (address === undefined) {
      // The card in Teams has said already that nobody is named to approve.
      tools.log.warn('reminder-without-address', { notices: ids.length });
      continue;
    }
    const ask = { ...(await approvalAskOf(tools, approver)), isReminder: true };
    const cards = approvalCards(
      group.map(({ facts }) => facts),
      ask,
      tools.stage,
    );
    const mail = cardsMail(
      { to: { name: approver.name, address }, cards: cards.map(({ payload }) => payload) },
      tools.stage,
    );
    if (!(await mailColleague(tools, mail))) left.push(...ids);
  }
  return left;
}
