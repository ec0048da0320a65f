import type { Person } from '../../domain/privacy/person.ts';
import type { SendState } from '../../domain/send-log/send-state.ts';
import type { Clock, RefusalStore, SendLog, Subject } from '../../ports.ts';

/** What keeping mail from somebody changes. */
export interface ForbidTools {
  readonly refusals: Pick<RefusalStore, 'erase'>;
  readonly sendLog: Pick<SendLog, 'move' | 'eraseWords'>;
  readonly clock: Clock;
}

/** What was done to keep mail from somebody. */
export interface ForbiddenMail {
  /** Addresses that are known by their keyed hash and get no mail any more. */
  readonly addresses: number;
  /** Mails that were planned, waited or were to be approved, and now are not sent. */
  readonly closedMails: number;
  /** Rows that held what colleagues wrote about the person. */
  readonly wordsErased: number;
}

/** The states of a mail that may still leave by itself or by somebody's approval. */
const open: readonly SendState[] = ['planned', 'waiting', 'awaiting-approval'];
const SOURCE = 'erase';

/**
 * The first half of an erasure: whoever is marked gets no mail and is stored by no import, whatever happens afterwards;
 * then what was to be sent is closed, and what colleagues wrote is taken out. Idempotent.
 */
export async function forbidMail(tools: ForbidTools, person: Person): Promise<ForbiddenMail> {
  const { refusals, sendLog, clock } = tools;
  const at = new Date(clock.nowMs()).toISOString();
  // In this order: where the plain mark alone is missing, a repetition knows that the id was not to be kept.
  for (const subjects of marksOf(person)) await refusals.erase(subjects, at, SOURCE);
  let closedMails = 0;
  for (const row of person.rows.filter(({ state }) => open.includes(state))) {
    if (await sendLog.move(row, open, { state: 'skipped', reason: 'erased', at })) closedMails += 1;
  }
  const wordsErased = await sendLog.eraseWords(person.customer);
  return { addresses: person.addressHashes.length, closedMails, wordsErased };
}

/** Whom the mark names: the customer and each address. An id that itself tells who it is stays as its keyed hash alone. */
export function subjectsToMark(person: Person): readonly Subject[] {
  return marksOf(person).flat();
}

function marksOf({ customer, idHash, addressHashes, hasTellingId }: Person): readonly (readonly Subject[])[] {
  const plain: readonly Subject[] = hasTellingId ? [] : [{ kind: 'customer', id: customer }];
  const addresses = addressHashes.map((hash): Subject => ({ kind: 'address', hash }));
  return [plain, [{ kind: 'id', hash: idHash }, ...addresses]];
}
