import type { ZodType } from 'zod';
import type { LocalizedText } from '../locale.ts';
import { didYouMean } from './did-you-mean.ts';
import { schemaMessages } from './field-schemas.ts';
import type { FieldPath, FrontMatter } from './front-matter.ts';
import type { Place, ProblemList } from './problem-list.ts';

/** Reads the fields of one map of the front matter, each by itself, so that every wrong one is reported. */
export class FieldReader {
  readonly #front: FrontMatter;
  readonly #problems: ProblemList;
  readonly #path: FieldPath;

  constructor(front: FrontMatter, problems: ProblemList, path: FieldPath = []) {
    this.#front = front;
    this.#problems = problems;
    this.#path = path;
  }

  has(key: string): boolean {
    return this.#front.keysOf(this.#path).includes(key);
  }

  /** The value of a field; undefined when it is not there, or wrong and reported. */
  read<T>(key: string, schema: ZodType<T>): T | undefined {
    if (!this.has(key)) return undefined;
    const path = [...this.#path, key];
    const result = schema.safeParse(this.#front.valueOf(path));
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const place = this.#front.placeOf([...path, ...issue.path.filter((step) => typeof step !== 'symbol')]);
      this.#problems.add(place, schemaMessages[issue.message] ?? unreadable);
    }
    return undefined;
  }

  /** As `read`, but reports a field that is not there. */
  require<T>(key: string, schema: ZodType<T>): T | undefined {
    if (!this.has(key) && this.#front.isSound) {
      this.#problems.add(this.#front.placeOf(this.#path), {
        ja: `${key} がありません。`,
        en: `${key} is missing.`,
      });
    }
    return this.read(key, schema);
  }

  /** Reports every key that is not among the known ones. `elsewhere` are keys that exist, but not in this form. */
  allowOnly(known: readonly string[], elsewhere: readonly string[] = []): void {
    for (const key of this.#front.keysOf(this.#path)) {
      if (known.includes(key)) continue;
      const place = this.#front.placeOfKey([...this.#path, key]);
      if (elsewhere.includes(key)) {
        this.#problems.add(place, {
          ja: `${key} はこの書き方では使えません。`,
          en: `${key} cannot be used in this form.`,
        });
        continue;
      }
      const hint = didYouMean(key, [...known, ...elsewhere]);
      this.#problems.add(place, {
        ja: `${key} という項目はありません。${hint.ja}`,
        en: `There is no setting ${key}.${hint.en}`,
      });
    }
  }

  report(key: string, message: LocalizedText): void {
    this.#problems.add(this.placeOf(key), message);
  }

  placeOf(key: string): Place {
    return this.#front.placeOf([...this.#path, key]);
  }
}

const unreadable: LocalizedText = { ja: 'この値は使えません。', en: 'This value cannot be used.' };
