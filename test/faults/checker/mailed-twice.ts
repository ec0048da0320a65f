import type { WeekRecords } from '../records.ts';
import type { Violation } from './violation.ts';

/**
 * No occurrence is mailed twice, by what the mail itself says (its subject names customer, campaign, date and offset) and
 * by its tags, unless a person said "send again".
 */
export function mailedTwice({ mails, acts }: WeekRecords): readonly Violation[] {
  const again = acts.filter(({ kind }) => kind === 'again');
  const allowed = (customer: string) => again.filter((act) => act.customer === customer).length;
  const bySubject = Map.groupBy(mails, ({ customer, subject }) => `${customer} ${subject.replace(/第\d+版 /, '')}`);
  const byTags = Map.groupBy(mails, ({ customer, key }) => `${customer} ${key}`);
  return [...new Map([...bySubject, ...byTags])].flatMap(([name, [first, ...more]]) => {
    if (first === undefined || more.length <= allowed(first.customer)) return [];
    const ids = [first, ...more].map(({ messageId, attempt }) => `${messageId} (attempt ${attempt})`).join(', ');
    return [{ rule: 'mailed twice', what: `${name}: ${ids}` }];
  });
}

/** An attempt is one claim and one sender's: whoever finds it taken leaves it alone. */
export function attemptedTwice({ handed }: WeekRecords): readonly Violation[] {
  const attempts = Map.groupBy(handed, ({ customer, key, attempt }) => `${customer} ${key} attempt ${attempt}`);
  return [...attempts]
    .filter(([, senders]) => senders.length > 1)
    .map(([what, senders]) => ({
      rule: 'attempted twice',
      what: `${what}: ${senders.map(({ by }) => by).join(', ')}`,
    }));
}
