import { isObject, type JsonObject, listOf } from '../json.ts';

/** An EventBridge event pattern, read: whether an event matches. */
export type EventPattern = (event: JsonObject) => boolean;

type Test = (value: unknown) => boolean;

/** Reads an event pattern. Throws an Error that names an operator unknown here. */
export function readEventPattern(pattern: unknown): EventPattern {
  if (!isObject(pattern)) throw new Error('an event pattern must be an object');
  return readObject(pattern);
}

function readObject(pattern: JsonObject): EventPattern {
  const fields = Object.entries(pattern).map(([key, wanted]): EventPattern => {
    if (key.startsWith('$')) throw new Error(`unknown event pattern operator ${key}`);
    if (isObject(wanted)) {
      const inner = readObject(wanted);
      return (event) => {
        const value = event[key];
        return inner(isObject(value) ? value : {});
      };
    }
    if (!Array.isArray(wanted)) throw new Error(`event pattern ${key} is neither an object nor a list`);
    const tests = wanted.map(readTest);
    // A list in the event matches when one of its values does.
    return (event) => {
      const value = event[key];
      const values = Array.isArray(value) && value.length > 0 ? value : [value];
      return tests.some((test) => values.some((one) => test(one)));
    };
  });
  return (event) => fields.every((field) => field(event));
}

function readTest(wanted: unknown): Test {
  if (!isObject(wanted)) return (value) => value === wanted;
  const [operator = '', ...others] = Object.keys(wanted);
  const operand = wanted[operator];
  if (others.length === 0) {
    if (operator === 'exists') return (value) => (value !== undefined) === operand;
    if (operator === 'anything-but') return readAnythingBut(operand);
    if (typeof operand === 'string') {
      if (operator === 'prefix') return (value) => typeof value === 'string' && value.startsWith(operand);
      if (operator === 'suffix') return (value) => typeof value === 'string' && value.endsWith(operand);
      if (operator === 'equals-ignore-case') {
        return (value) => typeof value === 'string' && value.toLowerCase() === operand.toLowerCase();
      }
    }
  }
  throw new Error(`unknown event pattern operator ${JSON.stringify(wanted)}`);
}

function readAnythingBut(operand: unknown): Test {
  const tests = listOf(operand).map(readTest);
  return (value) => value !== undefined && !tests.some((test) => test(value));
}
