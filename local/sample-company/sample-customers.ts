import {
  addDays,
  type IsoDate,
  isIsoDate,
  parsePlainDate,
  type StoredDate,
} from '../../lambda/domain/calendar/plain-date.ts';
import { birthdayCast, type CastChange } from './birthday-cast.ts';
import { birthDateOn, monthDayOf } from './sample-dates.ts';
import { companyKinds, companyWords, familyNames, givenNames } from './sample-names.ts';
import { type SampleOwner, sampleOwners } from './sample-owners.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

/** What the customer list says of a person, before contracts and purchases are known. */
export interface SampleCustomer {
  readonly id: string;
  readonly company: string;
  readonly name: string;
  readonly email: string;
  readonly owner: SampleOwner;
  readonly birthday: StoredDate | '';
  readonly stopped: boolean;
  readonly approvalRequired: boolean;
  readonly consent: 'はい' | 'いいえ' | '';
  readonly crmUrl: string;
  readonly note: string;
  /** When the mail system before this one last sent a birthday mail. */
  readonly birthdayMailedOn: IsoDate | '';
}

const customerCount = 248;

/** The first so many customers carry no flags of their own, so that each plays the part written for it. */
export const castSize = 48;

const notes: readonly [string, ...string[]] = [
  '納品は午前中を希望',
  '請求書は本社経理あて',
  '電話は14時以降に',
  '2号店の出店を検討中',
  '展示会で名刺交換',
  '豆の定期便にも関心あり',
  '搬入口は建物の北側',
];

/** The sample company's customers. The people are the same on any day; only those with a part to play have dates near `today`. */
export function sampleCustomers(today: IsoDate): readonly SampleCustomer[] {
  const cast = birthdayCast(today);
  return Array.from({ length: customerCount }, (_, index) => {
    const person = describePerson(index, today);
    return { ...person, ...(cast[index] satisfies CastChange | undefined) };
  });
}

function describePerson(index: number, today: IsoDate): SampleCustomer {
  // A stream for each person keeps the others as they are when one person's dates need another draw.
  const random = createSeededRandom(index + 1);
  const id = `C${String(index + 1).padStart(4, '0')}`;
  const [family, familyLatin] = random.pick(familyNames);
  const [given, givenLatin] = random.pick(givenNames);
  const [company, domain] = companyOf(index);
  const plain = index < castSize;
  const owner = random.pick(sampleOwners);
  const consent = random.chance(8) && !plain ? 'いいえ' : random.chance(50) ? 'はい' : '';
  const stopped = random.chance(3) && !plain;
  const approvalRequired = random.chance(3) && !plain;
  const hasAddress = !random.chance(2) || plain;
  const hasCrm = !random.chance(6);
  const note = random.chance(30) ? random.pick(notes) : '';
  const birthday = birthdayOf(random, today);
  return {
    id,
    company,
    name: `${family} ${given}`,
    email: hasAddress ? `${givenLatin}.${familyLatin}@${domain}` : '',
    owner,
    birthday,
    stopped,
    approvalRequired,
    consent,
    crmUrl: hasCrm ? `https://crm.example.jp/customers/${id}` : '',
    note,
    birthdayMailedOn: !plain && random.chance(10) ? lastYearsDay(birthday, today) : '',
  };
}

function companyOf(index: number): readonly [name: string, domain: string] {
  // A stride that shares no factor with the number of combinations visits each of them once.
  const combination = (index * 101) % (companyWords.length * companyKinds.length);
  const [word, wordLatin] = companyWords[combination % companyWords.length] ?? companyWords[0];
  const [kind, kindLatin] = companyKinds[Math.floor(combination / companyWords.length)] ?? companyKinds[0];
  return [kind.replace('＊', word), `${wordLatin}-${kindLatin}.example.jp`];
}

function birthdayOf(random: SeededRandom, today: IsoDate): StoredDate | '' {
  const form = random.below(100);
  if (form < 5) return '';
  const year = parsePlainDate(today).year - 24 - random.below(46);
  // Days that campaigns look at today belong to the cast.
  const taken = [today, addDays(today, 7)].map(monthDayOf);
  let date: IsoDate;
  do date = addDays(`${year}-01-01`, random.below(365));
  while (
    // A day that systems write where there is no date would be held out of mailing.
    taken.includes(monthDayOf(date)) ||
    date === '1970-01-01'
  );
  return form < 10 ? `--${monthDayOf(date)}` : date;
}

function lastYearsDay(birthday: StoredDate | '', today: IsoDate): IsoDate | '' {
  if (birthday === '') return '';
  const day = `${parsePlainDate(today).year - 1}-${birthday.slice(-'MM-DD'.length)}`;
  return isIsoDate(day) ? day : birthDateOn('02-28', parsePlainDate(today).year - 1);
}
