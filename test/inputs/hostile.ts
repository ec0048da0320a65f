import fc from 'fast-check';

const runs = Number(process.env.FUSHIME_FUZZ_RUNS ?? 1);

/** How a property is tried: always from the same seed; FUSHIME_FUZZ_RUNS multiplies how often. */
export function tries(numRuns: number) {
  return { numRuns: numRuns * runs, seed: 20270314 };
}

/** What somebody might type, or smuggle in, where a name, a note or a heading is expected. */
export const payloads = [
  '"><x-planted planted="1">',
  "' planted='1' onmouseover='x",
  '<script>planted()</script>',
  '<img src=x onerror=planted()>',
  '</title><x-planted>',
  '</style><x-planted>',
  '<!-- x-planted',
  '&lt;x-planted&gt;',
  'javascript:planted()',
  '[planted](javascript:planted())',
  '</at><at>planted</at>',
  '{{constructor}}',
  '{{__proto__}}',
  '{{lookup this "constructor"}}',
  '{{{planted}}}',
  '\r\nBcc: planted@example.com',
  '\nX-Planted: 1\n\nplanted',
  '\u2028X-Planted: 1',
  '=cmd|planted',
  '+1',
  '-1',
  '@planted',
  '\t=1',
  '＝1',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\ud800',
  '\u202eplanted',
  '$& $1 $$',
] as const;

/** A text made of payloads and ordinary words. */
export const hostileText = fc
  .array(
    fc.oneof(fc.constantFrom(...payloads), fc.constantFrom('山田', ' ', 'a', '"', "'", '<', '>', '&'), fc.string()),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(''));

/** Any JSON, with keys that JavaScript has a meaning for. */
export const hostileJson = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(hostileText, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(
        fc.tuple(fc.oneof(fc.constantFrom('__proto__', 'constructor', 'prototype', 'kind'), fc.string()), tie('value')),
        {
          maxLength: 4,
        },
      )
      // Not by assignment: `__proto__` is to be a key like any other, as JSON.parse makes it.
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** A sound value in which one thing, somewhere, is another. */
export function spoiled(sound: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(sound);
  return fc.tuple(fc.constantFrom(...places), hostileJson, fc.boolean()).map(([place, value, isRemoved]) => {
    const copy: unknown = structuredClone(sound);
    let inner: unknown = copy;
    for (const step of place.slice(0, -1))
      inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined;
    const last = place.at(-1);
    if (typeof inner !== 'object' || inner === null || last === undefined) return value;
    if (isRemoved) Reflect.deleteProperty(inner, last);
    else Object.defineProperty(inner, last, { value, enumerable: true, writable: true, configurable: true });
    return copy;
  });
}

function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((place) => [key, ...place]))];
}

const names = () =>
  [Object.prototype, Array.prototype, Function.prototype].map((each) => Object.getOwnPropertyNames(each).sort().join());
const before = names();

/** Whether what all objects inherit has been left alone. */
export function isUnpolluted(): boolean {
  return names().join() === before.join() && Reflect.get({}, 'planted') === undefined;
}
