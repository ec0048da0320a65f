import { decodeText } from './decode-text.ts';
import { MAX_RECORD_CHARS } from './import-limits.ts';
import { rejection } from './import-problem.ts';
import { LineSplitter, type TextLine } from './line-splitter.ts';
import { type EventReading, readEventLine } from './read-event-line.ts';

/** The events of an events.jsonl, some at a time. Blank lines count as lines and are nothing else. */
export async function* readEventLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly EventReading[]> {
  const splitter = new LineSplitter();
  let row = 0;
  const read = (lines: readonly TextLine[]): readonly EventReading[] =>
    lines.flatMap(({ text }) => {
      row += 1;
      if (text.trim() === '') return [];
      return text.length > MAX_RECORD_CHARS ? [tooLong(row, text)] : [readEventLine(row, text)];
    });
  for await (const text of decodeText(bytes)) yield read(splitter.push(text));
  yield read(splitter.end());
}

function tooLong(row: number, text: string): EventReading {
  const limit = MAX_RECORD_CHARS.toLocaleString('en-US');
  return {
    ok: false,
    problems: [
      rejection(row, '', text, {
        ja: `行が長すぎます。${limit}文字以内にしてください。`,
        en: `The line is too long. Keep it within ${limit} characters.`,
      }),
    ],
  };
}
