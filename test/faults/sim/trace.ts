import { hashText } from './random.ts';

const TAIL_LINES = 400;

/** Everything that happened, in order: a running hash of all lines, and the last of them. */
export interface Trace {
  add(nowMs: number, line: string): void;
  /** 16 hex digits. */
  hash(): string;
  /** At most the last 400 lines; all of them where they were kept. */
  tail(): readonly string[];
}

export function createTrace({ keepsAll = false }: { readonly keepsAll?: boolean } = {}): Trace {
  let low = 1;
  let high = 2;
  let count = 0;
  const kept: string[] = [];
  return {
    add(nowMs, line) {
      low = hashText(line, low ^ (nowMs % 1_000_000_007));
      high = hashText(line, high + low);
      const text = `${new Date(nowMs).toISOString()} ${line}`;
      if (keepsAll) kept.push(text);
      else kept[count % TAIL_LINES] = text;
      count += 1;
    },
    hash: () => low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0'),
    tail() {
      if (keepsAll || count <= TAIL_LINES) return kept;
      const from = count % TAIL_LINES;
      return [...kept.slice(from), ...kept.slice(0, from)];
    },
  };
}
