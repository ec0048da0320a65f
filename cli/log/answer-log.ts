import { addDays } from '../../lambda/domain/calendar/plain-date.ts';
import { localDate } from '../../lambda/domain/calendar/zone.ts';
import { inOrder, type MailFilter } from '../../lambda/domain/privacy/mail-filter.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { customersAt, mailsOfCampaign, mailsOfCustomer } from '../../lambda/use-cases/privacy/find-mails.ts';
import { idSubject } from '../../lambda/use-cases/privacy/id-subject.ts';
import type { StageTools } from '../stage/stage-tools.ts';

/** Whose mails are asked for. */
export type LogQuestion =
  | { readonly kind: 'customer'; readonly customer: string; readonly filter: MailFilter }
  | { readonly kind: 'address'; readonly address: string; readonly filter: MailFilter }
  | { readonly kind: 'campaign'; readonly campaign: string; readonly filter: MailFilter };

/** The rows that answer, and what is known of whom they are about. */
export interface LogAnswer {
  readonly question: LogQuestion;
  readonly rows: readonly SendRow[];
  /** The customer, or those that have or had the address. */
  readonly customers: readonly string[];
  /** Those of them whose profile is still there. */
  readonly present: readonly string[];
  /** The keyed hash of the address that is asked about. */
  readonly addressHash?: string;
  /** Somebody with this id or address was erased. */
  readonly isErased: boolean;
}

/** How far back a campaign's mails are shown unless a day is given. */
const campaignDays = 30;

/** Reads what answers a question about the send log. Changes nothing. */
export async function answerLog(tools: StageTools, question: LogQuestion): Promise<LogAnswer> {
  switch (question.kind) {
    case 'customer': {
      const { customer, filter } = question;
      const rows = await mailsOfCustomer(tools, customer, filter);
      const own = { kind: 'customer', id: customer } as const;
      const byHash = await idSubject(tools.hasher, customer);
      return { question, rows, ...(await knownOf(tools, [customer])), isErased: await isErased(tools, own, byHash) };
    }
    case 'address': {
      const addressHash = await tools.hasher.hash(question.address);
      const customers = await customersAt(tools, addressHash);
      const rows = await Promise.all(customers.map((one) => mailsOfCustomer(tools, one, question.filter)));
      const own = { kind: 'address', hash: addressHash } as const;
      return {
        ...{ question, rows: inOrder(rows.flat()), addressHash, isErased: await isErased(tools, own) },
        ...(await knownOf(tools, customers)),
      };
    }
    case 'campaign': {
      const { campaign, filter } = question;
      const to = filter.to ?? localDate(tools.clock.nowMs(), tools.stage.timeZone);
      const from = filter.from ?? addDays(to, -campaignDays);
      const whole = { ...filter, campaign, from, to };
      const rows = await mailsOfCampaign(tools, whole);
      return { question: { ...question, filter: whole }, rows, customers: [], present: [], isErased: false };
    }
  }
}

async function knownOf({ customers }: StageTools, ids: readonly string[]) {
  const records = await customers.getMany(ids.map((id) => ({ type: 'customer', id })));
  return { customers: ids, present: [...records.values()].map(({ id }) => id) };
}

async function isErased({ refusals }: StageTools, ...subjects: Parameters<StageTools['refusals']['ledger']>[0][]) {
  const [refused] = await refusals.getMany([subjects]);
  return refused?.erased === true;
}
