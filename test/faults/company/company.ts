import type { Fields, NewRecord } from '../../../lambda/domain/records/record.ts';
import type { Random } from '../sim/random.ts';
import { plusDays } from './calendar.ts';
import { type CampaignSpec, companyCampaigns } from './spec.ts';

/** A made-up company on the first day of its week. */
export interface Company {
  /** ISO date: the simulated week begins on it. */
  readonly start: string;
  readonly campaigns: readonly CampaignSpec[];
  readonly customers: readonly NewRecord[];
}

/** Weeks with something in them: a long weekend, the end of February with and without a 29th, the turn of a year. */
const starts = ['2027-03-15', '2027-02-22', '2028-02-24', '2026-12-28'] as const;

/** Days that dates are drawn from: the rough week, and the calm one after it. */
export const DAYS_WITH_DATES = 10;

const owners = [
  ['佐藤', 'sato@minamo.example.jp'],
  ['鈴木', 'suzuki@minamo.example.jp'],
  ['田中', 'tanaka@minamo.example.jp'],
] as const;

/** Customers are called so that one name is never part of another. */
export function nameOf(n: number): string {
  return `花子${String(n).padStart(4, '0')}`;
}

export function idOf(n: number): string {
  return `C${String(n).padStart(4, '0')}`;
}

/** A company of some 30 to 200 customers, most of them due some time in the week. */
export function aCompany(random: Random): Company {
  const start = random.pick(starts);
  const campaigns = companyCampaigns(plusDays(start, random.between(1, 6)));
  const count = random.pick([30, 60, 60, 120, 200]);
  const flagged = random.pick([0.12, 0.12, 0.5]);
  return {
    start,
    campaigns,
    customers: Array.from({ length: count }, (_, n) => aSimCustomer(random, start, n, flagged)),
  };
}

function aSimCustomer(random: Random, start: string, n: number, flagged: number): NewRecord {
  const [ownerName, ownerEmail] = random.pick(owners);
  const near = () => plusDays(start, random.between(0, DAYS_WITH_DATES));
  const past = (date: string) => `${random.between(1960, 2020)}${date.slice(4)}`;
  const birthday = random.chance(0.02) ? '2000-02-29' : past(near());
  const fields: Record<string, Fields[string]> = {
    ...{ name: nameOf(n), 'owner.name': ownerName, 'owner.email': ownerEmail },
    birthday: isDate(birthday) ? birthday : '2000-02-29',
    ...(!random.chance(0.02) && { email: random.chance(0.02) ? 'kein at' : `c${n}@example.com` }),
    ...(random.chance(0.7) && { lastPurchase: yearsBefore(near(), random.between(1, 5)) }),
    ...(random.chance(0.5) && { contractEnd: plusDays(near(), random.between(0, 6)) }),
    ...(random.chance(0.7) && { productA: true }),
    ...(random.chance(0.04) && { stopped: true }),
    ...(random.chance(flagged) && { approvalRequired: true }),
    ...(random.chance(0.04) && { consent: false }),
  };
  return { type: 'customer', id: idOf(n), fields };
}

function yearsBefore(date: string, years: number): string {
  const earlier = `${Number(date.slice(0, 4)) - years}${date.slice(4)}`;
  return isDate(earlier) ? earlier : `${earlier.slice(0, 4)}-02-28`;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
