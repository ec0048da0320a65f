import { isUnknown, type Person } from '../../domain/privacy/person.ts';
import type { CustomerStore, RefusalStore } from '../../ports.ts';
import { subjectsToMark } from './forbid-mail.ts';
import { knowPerson, type PersonSources } from './know-person.ts';

/** Where is looked whether an erasure is whole. */
export interface LeftoverSources extends PersonSources {
  readonly customers: PersonSources['customers'] & Pick<CustomerStore, 'consents'>;
  readonly refusals: Pick<RefusalStore, 'getMany' | 'ledger'>;
}

/** Something that an erasure should have taken away, or a mark that is missing. */
export type Leftover =
  | 'profile'
  | 'related-records'
  | 'former-addresses'
  | 'consents'
  | 'open-mails'
  | 'words-of-colleagues'
  | 'telling-id'
  | 'no-erasure-mark';

/** Reads again what an erasure of this person should have taken away; empty when all is as it should be. */
export async function whatIsLeft(sources: LeftoverSources, erased: Person): Promise<readonly Leftover[]> {
  const { customers, refusals } = sources;
  const ref = { type: 'customer', id: erased.customer };
  const [now, hashes, consents, ownWords, marks] = await Promise.all([
    knowPerson(sources, erased.customer),
    customers.addressHashes(ref),
    customers.consents(erased.customer),
    refusals.ledger({ kind: 'customer', id: erased.customer }),
    refusals.getMany(subjectsToMark(erased).map((subject) => [subject])),
  ]);
  const left: readonly (readonly [Leftover, boolean])[] = [
    ['profile', now.profile !== undefined],
    ['related-records', now.related.length > 0],
    ['former-addresses', hashes.length > 0],
    ['consents', consents.length > 0],
    ['open-mails', now.rows.some(({ state }) => ['planned', 'waiting', 'awaiting-approval'].includes(state))],
    ['words-of-colleagues', now.rows.some(({ decisions = [] }) => decisions.some(({ comment }) => comment !== ''))],
    ['telling-id', erased.hasTellingId && now.rows.length + ownWords.length > 0],
    ['no-erasure-mark', !isUnknown(erased) && marks.some(({ erased: isErased }) => !isErased)],
  ];
  return left.flatMap(([what, is]) => (is ? [what] : []));
}
