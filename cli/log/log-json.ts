import { outcomeText } from '../../lambda/domain/cards/outcome-text.ts';
import { conclusion, severalOnADay, whichAddress } from '../../lambda/domain/privacy/mails-at-address.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { LogAnswer } from './answer-log.ts';

/** The answer as one document: whom it is about, each row of the log, and for an address what to make of it. */
export function logJson({ question, rows, customers, present, isErased, addressHash }: LogAnswer, stage: StageConfig) {
  const lines = rows.map((row) => ({
    ...lineOf(row, stage),
    ...(addressHash !== undefined && { address: whichAddress(row, addressHash) }),
  }));
  if (question.kind === 'campaign') return { campaign: question.campaign, ...question.filter, rows: lines };
  const whose = customers.map((id) => ({ customer: id, isKnown: present.includes(id) }));
  if (addressHash === undefined) return { customers: whose, isErased, rows: lines };
  const days = severalOnADay(rows, addressHash, stage.timeZone);
  return {
    ...{ customers: whose, isErased, rows: lines },
    severalOnADay: days.map(({ day, mails }) => ({ day, mails: mails.length })),
    conclusion: conclusion(days, stage.locale),
  };
}

function lineOf(row: SendRow, stage: StageConfig) {
  const { campaign, customer, record, date, dueOn, offset, state, reason, version, messageId, at, sentAt } = row;
  const decisions = (row.decisions ?? []).map(({ decision, by, comment, at: decidedAt }) => {
    return { decision, by, comment, at: decidedAt };
  });
  return {
    ...{ campaign, customer, record, date, dueOn, offset, state, reason, version, messageId, at },
    ...(sentAt !== undefined && { sentAt }),
    inWords: outcomeText(row, stage),
    ...(decisions.length > 0 && { decisions }),
  };
}
