import { expect, test } from 'vitest';
import { readEventPattern } from '../../../local/cloud/events/event-pattern.ts';

const event = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'b' }, object: { key: 'in/a.CSV', size: 3 }, tags: ['x', 'y'] },
};

test.each([
  ['an exact value', { source: ['aws.s3'] }, true],
  ['one of several', { 'detail-type': ['Object Deleted', 'Object Created'] }, true],
  ['another value', { source: ['aws.ses'] }, false],
  ['a number', { detail: { object: { size: [3] } } }, true],
  ['a number as text', { detail: { object: { size: ['3'] } } }, false],
  ['a prefix', { detail: { object: { key: [{ prefix: 'in/' }] } } }, true],
  ['a suffix', { detail: { object: { key: [{ suffix: '.csv' }] } } }, false],
  ['any case', { detail: { object: { key: [{ 'equals-ignore-case': 'IN/a.csv' }] } } }, true],
  ['anything but', { detail: { bucket: { name: [{ 'anything-but': ['b', 'c'] }] } } }, false],
  ['anything but a prefix', { detail: { object: { key: [{ 'anything-but': { prefix: 'out/' } }] } } }, true],
  ['a value in a list', { detail: { tags: ['y'] } }, true],
  ['a field that is there', { detail: { tags: [{ exists: true }] } }, true],
  ['a field that is not', { detail: { nothing: [{ exists: false }] } }, true],
  ['a field that is not there, wanted', { detail: { nothing: { deeper: ['x'] } } }, false],
  ['two fields, one of them wrong', { source: ['aws.s3'], detail: { bucket: { name: ['c'] } } }, false],
])('a pattern with %s', (_, pattern, expected) => {
  expect(readEventPattern(pattern)(event)).toBe(expected);
});

test.each([[{ a: [{ numeric: ['>', 1] }] }], [{ a: [{ wildcard: '*' }] }], [{ $or: [{ a: ['b'] }] }], [{ a: 'b' }]])(
  '%j is an error, not a guess',
  (pattern) => {
    expect(() => readEventPattern(pattern)).toThrow();
  },
);
