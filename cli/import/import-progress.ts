import { Presets, SingleBar } from 'cli-progress';
import type { Upload } from '../../lambda/domain/import/upload.ts';
import { note } from '../print.ts';
import { terminalLine } from '../terminal-text.ts';

/** Shows how far a file has come. */
export interface ImportProgress {
  uploading(doneBytes: number, totalBytes: number): void;
  /** What is known of it in the stage; undefined while nothing is. */
  importing(upload: Upload | undefined): void;
  /** Leaves the line to what comes next. */
  stop(): void;
}

/** One line that moves on a terminal; elsewhere a line every ten seconds. Both on stderr. */
export function createProgress(name: string, isTerminal: boolean = process.stderr.isTTY === true): ImportProgress {
  const show = isTerminal ? bar(terminalLine(name)) : lines(terminalLine(name));
  const stillness = createStillness();
  return {
    uploading: (done, total) => show.at({ done, total, what: `uploading ${megabytes(done)} of ${megabytes(total)}` }),
    importing(upload) {
      const still = stillness(upload);
      if (upload === undefined) return show.at({ done: 0, total: 1, what: `waiting to be read${still}` });
      const { state, rows, rowsDone } = upload;
      if (state === 'survey') show.at({ done: 0, total: 1, what: `reading ${count(rows)} rows${still}` });
      if (state === 'write') {
        show.at({ done: rowsDone, total: rows, what: `storing ${count(rowsDone)} of ${count(rows)} rows${still}` });
      }
    },
    stop: show.stop,
  };
}

const stillAfterMs = 5 * 60_000;

/** What to say of an upload that has not moved for long; '' otherwise. */
function createStillness(): (upload: Upload | undefined) => string {
  let last = '';
  let sinceMs = performance.now();
  return (upload) => {
    const present = [upload?.state, upload?.rows, upload?.rowsDone].join();
    if (present !== last) sinceMs = performance.now();
    last = present;
    if (performance.now() - sinceMs < stillAfterMs) return '';
    return ' (still for 5 minutes: it waits for an earlier file, or see the log of the import function; Ctrl+C leaves)';
  };
}

interface Step {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

interface Shown {
  at(step: Step): void;
  stop(): void;
}

function bar(name: string): Shown {
  const shown = new SingleBar(
    { format: `${name} {bar} {what}`, barsize: 24, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    at({ done, total, what }) {
      if (!isStarted) shown.start(total || 1, done, { what });
      isStarted = true;
      shown.setTotal(total || 1);
      shown.update(done, { what });
    },
    stop() {
      if (isStarted) shown.stop();
      isStarted = false;
    },
  };
}

const quietMs = 10_000;

function lines(name: string): Shown {
  let lastMs = performance.now();
  return {
    at({ what }) {
      if (performance.now() - lastMs < quietMs) return;
      lastMs = performance.now();
      note(`${name}: ${what}`);
    },
    stop: () => {},
  };
}

function count(rows: number): string {
  return rows.toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
