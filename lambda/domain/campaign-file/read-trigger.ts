import type { DateRule, Direction, Offset } from '../calendar/due.ts';
import { parseDateDuration } from '../calendar/duration.ts';
import type { Trigger } from '../campaign/campaign.ts';
import type { FieldModel, RecordModel } from '../records/record-model.ts';
import { FieldReader } from './field-reader.ts';
import * as schemas from './field-schemas.ts';
import type { FrontMatter } from './front-matter.ts';
import type { ProblemList } from './problem-list.ts';
import { resolveDatePath } from './resolve-date-path.ts';
import { anchorWanted, noOffsets, oneAnchor, unknownForm, yearlyLooking } from './trigger-messages.ts';

const ANCHORS = ['on', 'before', 'after'] as const;
const ALL_KEYS = [
  'every',
  ...ANCHORS,
  'day',
  'offsets',
  'within',
  'leapDay',
  'from',
  'to',
  'through',
  'once',
  'event',
  'delay',
  'oncePer',
];
// Dates whose point is that they return: without `every` such a campaign would mail nobody, or everybody once.
const YEARLY_LOOKING = /誕生|生年月日|記念日|birth|anniversar/i;

/** Reads `trigger`, whose form is told by its keys. Undefined when it is wrong and reported. */
export function readTrigger(front: FrontMatter, problems: ProblemList, model: RecordModel): Trigger | undefined {
  const top = new FieldReader(front, problems);
  if (top.require('trigger', schemas.anyMap) === undefined) return undefined;
  const reader = new FieldReader(front, problems, ['trigger']);
  const only = (...known: readonly string[]) => reader.allowOnly(known, ALL_KEYS);
  if (reader.has('event')) {
    only('event', 'delay', 'oncePer');
    return readEvent(reader);
  }
  if (reader.has('once')) {
    only('once');
    const date = reader.read('once', schemas.isoDate);
    return date === undefined ? undefined : { kind: 'once', date };
  }
  const every = reader.read('every', schemas.every);
  if (reader.has('every') && every === undefined) return undefined;
  if (every === 'month') {
    only('every', 'day');
    const day = reader.require('day', schemas.dayOfMonth);
    return day === undefined ? undefined : { kind: 'monthly', day };
  }
  if (every === undefined && !ANCHORS.some((anchor) => reader.has(anchor))) {
    top.report('trigger', unknownForm);
    reader.allowOnly(ALL_KEYS);
    return undefined;
  }
  if (every === 'year') only('every', ...ANCHORS, 'offsets', 'leapDay', 'from', 'to', 'through');
  else only(...ANCHORS, 'offsets', 'within', 'through');
  return readDateTrigger(reader, every === 'year', model);
}

function readEvent(reader: FieldReader): Trigger | undefined {
  const event = reader.read('event', schemas.text);
  const delay = reader.read('delay', schemas.delay);
  const oncePer = reader.read('oncePer', schemas.positiveDuration);
  if (event === undefined) return undefined;
  return { kind: 'event', event, ...(delay && { delay }), ...(oncePer && { oncePer }) };
}

function readDateTrigger(reader: FieldReader, isYearly: boolean, model: RecordModel): Trigger | undefined {
  const [anchor, second] = ANCHORS.filter((key) => reader.has(key));
  if (second !== undefined) reader.report(second, oneAnchor);
  if (anchor === undefined) {
    reader.report('every', anchorWanted);
    return undefined;
  }
  const name = reader.read(anchor, schemas.text);
  const through = reader.read('through', schemas.text);
  const rule = isYearly ? readYearlyRule(reader, anchor) : readDatedRule(reader, anchor);
  const years = isYearly ? readYears(reader) : undefined;
  if (name === undefined || (reader.has('through') && through === undefined)) return undefined;

  const found = resolveDatePath(name, through, model);
  if (found.kind === 'problem') {
    reader.report(found.of === 'through' ? 'through' : anchor, found.message);
    return undefined;
  }
  if (!isYearly && looksYearly(found.field)) reader.report(anchor, yearlyLooking(name, anchor));
  return rule === undefined ? undefined : { kind: 'date', path: found.path, rule, ...(years && { years }) };
}

function readYearlyRule(reader: FieldReader, anchor: Direction): DateRule | undefined {
  const offsets = readOffsets(reader, anchor);
  const leapDay = reader.read('leapDay', schemas.leapDay) ?? 'feb28';
  return offsets === undefined ? undefined : { kind: 'yearly', offsets, leapDay };
}

function readDatedRule(reader: FieldReader, anchor: Direction): DateRule | undefined {
  if (!reader.has('within')) {
    const offsets = readOffsets(reader, anchor);
    return offsets === undefined ? undefined : { kind: 'dated', offsets };
  }
  for (const other of ['offsets', 'on', 'after'].filter((key) => reader.has(key))) {
    reader.report(other, { ja: `within は before とだけ使えます。`, en: 'within goes with before alone.' });
  }
  const within = reader.read('within', schemas.positiveDuration);
  return within === undefined ? undefined : { kind: 'within', within };
}

function readOffsets(reader: FieldReader, direction: Direction): readonly Offset[] | undefined {
  if (direction === 'on') {
    if (reader.has('offsets')) reader.report('offsets', noOffsets);
    return [{ direction, duration: { years: 0, months: 0, weeks: 0, days: 0 }, iso: '' }];
  }
  const texts = reader.require('offsets', schemas.offsets);
  if (texts === undefined) return undefined;
  const twice = texts.find((iso, index) => texts.indexOf(iso) !== index);
  if (twice !== undefined) {
    reader.report('offsets', { ja: `${twice} が二度書かれています。`, en: `${twice} appears twice.` });
  }
  return [...new Set(texts)].flatMap((iso) => {
    const duration = parseDateDuration(iso);
    return duration === undefined ? [] : [{ direction, duration, iso }];
  });
}

function readYears(reader: FieldReader): { readonly from: number; readonly to?: number } {
  const from = reader.read('from', schemas.yearCount) ?? 1;
  const to = reader.read('to', schemas.yearCount);
  if (to !== undefined && to < from) {
    reader.report('to', { ja: `to は from（${from}）以上にしてください。`, en: `to must be at least from (${from}).` });
  }
  return { from, ...(to !== undefined && { to }) };
}

function looksYearly({ key, labels }: FieldModel): boolean {
  return [key, ...labels].some((name) => YEARLY_LOOKING.test(name)) && !/送信/.test(labels.join());
}
