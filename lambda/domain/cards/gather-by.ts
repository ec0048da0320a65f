/** Gathers items that go together, in the order of their first ones; `nameOf` is compared as JSON. */
export function gatherBy<T>(items: readonly T[], nameOf: (item: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const gathered = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const name = JSON.stringify(nameOf(item));
    const there = gathered.get(name);
    if (there) there.push(item);
    else gathered.set(name, [item]);
  }
  return [...gathered.values()];
}
