/**
 * Works on all items, `concurrency` at a time (one after the other unless told), whatever becomes of each; then throws the
 * first error, if there was one.
 */
export async function eachByItself<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<unknown>,
  concurrency = 1,
): Promise<void> {
  const errors: unknown[] = [];
  const rest = items[Symbol.iterator]();
  const worker = async () => {
    // The iterator is shared: each worker takes the next item.
    for (let next = rest.next(); !next.done; next = rest.next()) {
      try {
        await work(next.value);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (errors.length > 0) throw errors[0];
}
