import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sendStates, transitions } from '../../../lambda/domain/send-log/send-state.ts';

const design = readFileSync(new URL('../../../docs/design.md', import.meta.url), 'utf8');
const section = design.slice(design.indexOf('\n## The send log\n'), design.indexOf('\n## When a person decides\n'));

/** The moves that a state diagram draws. A node that is described by several states stands for each of them. */
function movesOf(diagram: string): readonly string[] {
  const described = [...diagram.matchAll(/^ *([\w-]+): (.+)$/gm)];
  const statesOf = new Map(described.map(([, node = '', states = '']) => [node, states.split(', ')]));
  const drawn = [...diagram.matchAll(/^ *([\w-]+) --> ([\w-]+)/gm)];
  return drawn.flatMap(([, from = '', to = '']) =>
    (statesOf.get(from) ?? [from]).flatMap((one) => (statesOf.get(to) ?? [to]).map((other) => `${one} → ${other}`)),
  );
}

test('the send log’s pictures in the docs show the transition table, and nothing else', () => {
  const diagrams = [...section.matchAll(/```mermaid\nstateDiagram-v2\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  expect(diagrams).toHaveLength(2);
  const drawn = diagrams.flatMap(movesOf);
  expect(drawn.length).toBe(new Set(drawn).size);
  const table = sendStates.flatMap((from) => transitions[from].map((to) => `${from} → ${to}`));
  expect(table.length).toBe(new Set(table).size);
  expect([...drawn].sort()).toEqual([...table].sort());
});
