import type { Trigger } from '../campaign/campaign.ts';
import { didYouMean } from './did-you-mean.ts';
import { FieldReader } from './field-reader.ts';
import * as schemas from './field-schemas.ts';
import type { FieldPath, FrontMatter } from './front-matter.ts';
import type { ProblemList } from './problem-list.ts';

/** A subject template: for one offset, or for all ('') . `path` is where it stands in the front matter. */
export interface SubjectSource {
  readonly offset: string;
  readonly source: string;
  readonly path: FieldPath;
}

/** Reads `subject`. A map must name every offset of the trigger and nothing else. */
export function readSubjects(
  front: FrontMatter,
  problems: ProblemList,
  trigger: Trigger | undefined,
): readonly SubjectSource[] {
  const value = new FieldReader(front, problems).require('subject', schemas.subject);
  if (value === undefined) return [];
  if (typeof value === 'string') return [nonBlank(front, problems, { offset: '', source: value, path: ['subject'] })];
  const subjects = Object.entries(value).map(([offset, source]) => ({ offset, source, path: ['subject', offset] }));
  const offsets = trigger === undefined ? offsetsAsWritten(front) : offsetsOf(trigger);
  if (offsets !== undefined) checkOffsets(front, problems, Object.keys(value), offsets);
  return subjects.map((subject) => nonBlank(front, problems, subject));
}

function checkOffsets(
  front: FrontMatter,
  problems: ProblemList,
  named: readonly string[],
  offsets: readonly string[],
): void {
  if (offsets.length === 0) {
    problems.add(front.placeOf(['subject']), {
      ja: 'この trigger には offsets がないので、subject は一つの文にしてください。',
      en: 'This trigger has no offsets, so subject must be one text.',
    });
    return;
  }
  for (const offset of named.filter((name) => !offsets.includes(name))) {
    const hint = didYouMean(offset, offsets);
    problems.add(front.placeOfKey(['subject', offset]), {
      ja: `${offset} は offsets にありません。${hint.ja}`,
      en: `${offset} is not among the offsets.${hint.en}`,
    });
  }
  const missing = offsets.filter((offset) => !named.includes(offset));
  if (missing.length > 0) {
    problems.add(front.placeOfKey(['subject']), {
      ja: `${missing.join('、')} の件名がありません。`,
      en: `The subject for ${missing.join(', ')} is missing.`,
    });
  }
}

function offsetsOf(trigger: Trigger): readonly string[] {
  if (trigger.kind !== 'date' || trigger.rule.kind === 'within') return [];
  return trigger.rule.offsets.map(({ iso }) => iso).filter((iso) => iso !== '');
}

/** The offsets of a trigger that is wrong elsewhere. */
function offsetsAsWritten(front: FrontMatter): readonly string[] | undefined {
  const written = front.valueOf(['trigger', 'offsets']);
  return Array.isArray(written) && written.length > 0 ? written.map(String) : undefined;
}

function nonBlank(front: FrontMatter, problems: ProblemList, subject: SubjectSource): SubjectSource {
  if (front.isSound && subject.source.trim() === '') {
    problems.add(front.placeOf(subject.path), { ja: '件名が空です。', en: 'The subject is empty.' });
  }
  return subject;
}
