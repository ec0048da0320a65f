/** Ids sorted by a `ref`, as one partition of the record index keeps them. Sorting waits until somebody looks. */
export class SortedIds {
  readonly #ids = new Map<string, string>();
  #sorted: readonly string[] | undefined;

  add(ref: string, id: string): void {
    this.#ids.set(ref, id);
    this.#sorted = undefined;
  }

  remove(ref: string): void {
    this.#ids.delete(ref);
    this.#sorted = undefined;
  }

  /** The first `limit` refs that begin with `prefix` and come after `after`, each with its id. */
  page(prefix: string, after: string, limit: number): readonly (readonly [ref: string, id: string])[] {
    this.#sorted ??= [...this.#ids.keys()].sort();
    const page: (readonly [string, string])[] = [];
    for (let at = firstAfter(this.#sorted, after, prefix); at < this.#sorted.length && page.length < limit; at++) {
      const ref = this.#sorted[at];
      const id = ref?.startsWith(prefix) ? this.#ids.get(ref) : undefined;
      if (ref === undefined || id === undefined) break;
      page.push([ref, id]);
    }
    return page;
  }
}

/** Where the refs begin that are greater than `after` and not less than `prefix`. */
function firstAfter(sorted: readonly string[], after: string, prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const ref = sorted[middle] ?? '';
    if (ref <= after || ref < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
