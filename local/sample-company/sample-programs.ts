import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { SampleCustomer } from './sample-customers.ts';
import { espressoLessons, hospitalityLessons, type Lesson, latteArtLessons } from './sample-lessons.ts';
import { createSeededRandom } from './seeded-random.ts';

export interface SampleProgram {
  readonly id: string;
  readonly name: string;
  /** 次回配信: the delivery that the program points to, or '' where its deliveries point to the program. */
  readonly next: string;
}

export interface SampleDelivery {
  readonly id: string;
  readonly program: string;
  readonly date: IsoDate;
  readonly title: string;
  readonly content: string;
}

export interface SampleEnrolment {
  readonly id: string;
  readonly customer: string;
  readonly program: string;
  readonly date: IsoDate;
}

/** Three courses. The third is reached by 次回配信 alone, so that no lesson is due by two campaigns. */
export const samplePrograms: readonly SampleProgram[] = [
  { id: 'G01', name: 'はじめてのエスプレッソ講座', next: '' },
  { id: 'G02', name: '店舗のおもてなし講座', next: '' },
  { id: 'G03', name: 'ラテアート月例講座', next: 'D03-2' },
];

/** The lessons: G01 and G03 have one today, G02 tomorrow. */
export function sampleDeliveries(today: IsoDate): readonly SampleDelivery[] {
  return [
    ...lessonDays('D01', 'G01', espressoLessons, addDays(today, -14), 7),
    ...lessonDays('D02', 'G02', hospitalityLessons, addDays(today, -13), 14),
    ...lessonDays('D03', '', latteArtLessons, addDays(today, -28), 28),
  ];
}

/** Who takes which course; the first of `customers` enrolled in G01 twice, and is still one person. */
export function sampleEnrolments(today: IsoDate, customers: readonly SampleCustomer[]): readonly SampleEnrolment[] {
  const random = createSeededRandom(4_001);
  const takers = [
    ...customers.slice(0, 18).map(({ id }) => ['G01', id] as const),
    ...customers.slice(12, 27).map(({ id }) => ['G02', id] as const),
    ...customers.slice(27, 39).map(({ id }) => ['G03', id] as const),
    ...customers.slice(0, 1).map(({ id }) => ['G01', id] as const),
  ];
  return takers.map(([program, customer], index) => ({
    id: `E${String(index + 1).padStart(4, '0')}`,
    customer,
    program,
    date: addDays(today, -20 - random.below(60)),
  }));
}

function lessonDays(
  prefix: string,
  program: string,
  lessons: readonly Lesson[],
  first: IsoDate,
  everyDays: number,
): readonly SampleDelivery[] {
  return lessons.map(([title, content], index) => ({
    id: `${prefix}-${index + 1}`,
    program,
    date: addDays(first, index * everyDays),
    title,
    content,
  }));
}
