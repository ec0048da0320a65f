import type { Problem } from '../../../lambda/domain/campaign/problem.ts';
import { h } from './element.ts';
import type { Page } from './section.ts';

const LINES_AROUND = 2;

/** The lines of a file around its problems, each problem under its line; problems of other files below. */
export function problemLines(
  key: string,
  text: string,
  problems: readonly Problem[],
  { words, locale }: Page,
): HTMLElement {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const isHere = ({ file, line }: Problem) =>
    (file === key || key.endsWith(`/${file}`) || file.endsWith(`/${key}`)) && line >= 1 && line <= lines.length;
  const here = problems.filter(isHere);
  const elsewhere = problems.filter((problem) => !isHere(problem));
  const near = (line: number) => here.some((problem) => Math.abs(problem.line - line) <= LINES_AROUND);

  const rows: HTMLElement[] = [];
  let last = 0;
  lines.forEach((source, n) => {
    const line = n + 1;
    if (!near(line)) return;
    if (line > last + 1) rows.push(h('li', { class: 'gap', 'aria-hidden': 'true' }, '⋯'));
    last = line;
    const found = here.filter((problem) => problem.line === line);
    rows.push(
      h(
        'li',
        { class: found.length > 0 ? 'line wrong' : 'line' },
        h('span', { class: 'line-number' }, String(line)),
        h('code', {}, ...marked(source, found[0]?.column)),
      ),
      ...found.map(({ column, message }) =>
        h(
          'li',
          { class: 'problem' },
          h('span', { class: 'place' }, words.upload.position(line, column)),
          message[locale],
        ),
      ),
    );
  });
  if (last > 0 && last < lines.length) rows.push(h('li', { class: 'gap', 'aria-hidden': 'true' }, '⋯'));
  return h(
    'div',
    { class: 'problems' },
    rows.length > 0 && h('ol', { class: 'source-lines' }, ...rows),
    elsewhere.length > 0 &&
      h(
        'ul',
        {},
        ...elsewhere.map(({ file, line, column, message }) =>
          h('li', {}, h('code', {}, `${file}:${line}:${column}`), ' ', message[locale]),
        ),
      ),
  );
}

function marked(source: string, column: number | undefined): (Node | string)[] {
  if (column === undefined || column < 1 || column > source.length) return [source];
  const rest = source.slice(column - 1);
  const word = /^(\{\{.*?\}\}|[^\s{}"':,]+|.)/.exec(rest)?.[0] ?? '';
  return [source.slice(0, column - 1), h('mark', {}, word), rest.slice(word.length)];
}
