import { outcomeText } from '../../lambda/domain/cards/outcome-text.ts';
import { lastApproval } from '../../lambda/domain/send-log/kept-decision.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { ApprovalRequest } from '../../lambda/use-cases/approval-request.ts';
import { terminalLine } from '../terminal-text.ts';
import type { Answered } from './answer-request.ts';

/** What became of a request, in a sentence. */
export function answeredText(id: string, answered: Answered, stage: StageConfig): string {
  // Names and comments come from the page, from whoever holds the link.
  return terminalLine(sentenceOf(id, answered, stage));
}

function sentenceOf(id: string, answered: Answered, { recordModel }: StageConfig): string {
  switch (answered.kind) {
    case 'decided':
      return `${id}: ${decidedText(answered.request)}`;
    case 'already':
      return `${id}: was decided before: ${decidedText(answered.request)}`;
    case 'changed':
      return `${id}: nothing recorded: the mail is no longer the one that was shown. Its digest is now ${answered.request.digest}.`;
    case 'too-late':
      return `${id}: nothing recorded: it is too late, the mail will not be sent.`;
    case 'blocked': {
      const { row, blocked } = answered.request;
      return `${id}: nothing recorded: the mail would not leave. ${outcomeText(blocked ?? row, { locale: 'en', recordModel })}.`;
    }
    case 'left':
      return `${id}: left as it is.`;
    case 'second-person':
      return `${id}: nothing recorded: this campaign demands a second person, so whoever decides must sign in. Use the link in the Teams card.`;
    case 'unknown':
      return `${id}: no such request is pending. It may have been decided, or its time is over. "fushime approve" lists what is pending.`;
  }
}

function decidedText({ row }: ApprovalRequest): string {
  const last = lastApproval(row);
  const comment = last?.comment ? ` (${last.comment})` : '';
  if (last?.decision === 'rejected') return `rejected by ${last.by}${comment}. The mail will not be sent.`;
  return `approved by ${last?.by ?? ''}${comment}. The mail leaves on ${row.dueOn}, or at once if that has come, unless something else forbids it by then.`;
}
