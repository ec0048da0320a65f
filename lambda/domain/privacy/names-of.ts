import { type StoredRecord, textOf } from '../records/record.ts';
import type { RecordModel } from '../records/record-model.ts';

/** How fields that hold a person's name are called, in their key or labels. */
const nameLike =
  /^(?:name|fullname|firstname|lastname|kana|furigana)$|氏名|お名前|^名前$|フリガナ|ふりがな|カナ|かな$/i;
/** A single character or an initial is found everywhere. */
const SHORTEST_NAME = 2;

/** What a customer's profile calls them: 氏名, フリガナ and the like. Not the company, not the colleague who looks after them. */
export function namesOf(profile: StoredRecord, model: RecordModel): readonly string[] {
  const fields = model.find(({ type }) => type === profile.type)?.fields ?? [];
  const names = Object.keys(profile.fields).flatMap((key) => {
    if (key.startsWith('owner.') || key === 'company') return [];
    const labels = fields.find((field) => field.key === key)?.labels ?? [];
    return [key, ...labels].some((label) => nameLike.test(label)) ? [textOf(profile, key).trim()] : [];
  });
  return [...new Set(names)].filter((name) => [...name.replace(/\s/g, '')].length >= SHORTEST_NAME);
}
