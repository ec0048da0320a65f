import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepState, readSavedState, type SavedState } from '../../../../local/cloud/engines/kept-state.ts';
import { forgetHalfStart } from '../../../../local/cloud/engines/state-folder.ts';

let dir: string;
let nowMs: number;
const clock = { nowMs: () => nowMs };
const nothing = { ses: [], scheduler: { groups: [], schedules: [] }, teams: { posts: [] } };

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kept-state-'));
  nowMs = 1_000;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function aKeeper(snapshot: () => SavedState = () => ({ clockMs: nowMs, ...nothing }), generation = 0) {
  return keepState({ stateDir: dir, generation, clock, snapshot });
}

describe('a process that is killed', () => {
  test('has kept all that it was answered for, in order, and its time', () => {
    const keeper = aKeeper();
    keeper.save();
    keeper.append({ kind: 'mail', mail: { messageId: 'm1' } });
    keeper.append({ kind: 'post', post: { path: '/default' } });
    nowMs = 5_000;
    keeper.append({ kind: 'mail', mail: { messageId: 'm2' } });
    expect(readSavedState(dir)).toMatchObject({
      clockMs: 5_000,
      ses: [{ messageId: 'm1' }, { messageId: 'm2' }],
      teams: { posts: [{ path: '/default' }] },
      mailsTaken: true,
    });
  });

  test('leaves out what it had written by half: nobody was answered for it', () => {
    const keeper = aKeeper();
    keeper.save();
    keeper.append({ kind: 'mail', mail: { messageId: 'm1' } });
    const [journal = ''] = readdirSync(dir).filter((name) => name.endsWith('.jsonl'));
    appendFileSync(join(dir, journal), '{"atMs":9000,"entry":{"kind":"mail","ma');
    expect(readSavedState(dir)).toMatchObject({ clockMs: 1_000, ses: [{ messageId: 'm1' }] });
  });

  test('finds the latest word on each schedule and group', () => {
    const keeper = aKeeper();
    keeper.save();
    keeper.append({ kind: 'group', group: { name: 'g' } });
    keeper.append({ kind: 'group', group: { name: 'other' } });
    keeper.append({ kind: 'schedule', schedule: { arn: 'a', firedUpToMs: 1 } });
    keeper.append({ kind: 'schedule', schedule: { arn: 'b', firedUpToMs: 1 } });
    keeper.append({ kind: 'schedule', schedule: { arn: 'a', firedUpToMs: 2 } });
    keeper.append({ kind: 'schedule-gone', arn: 'b' });
    keeper.append({ kind: 'group-gone', name: 'other' });
    expect(readSavedState(dir)?.scheduler).toEqual({
      groups: [{ name: 'g' }],
      schedules: [{ arn: 'a', firedUpToMs: 2 }],
    });
  });

  test('finds the changes of objects of which nobody may have been told', () => {
    const keeper = aKeeper();
    keeper.save();
    const change = (id: number) => ({
      kind: 'objects' as const,
      id,
      objects: { bucket: 'b', put: [`${id}`], deleted: [] },
    });
    keeper.append(change(1));
    keeper.append(change(2));
    keeper.append({ kind: 'objects-told', id: 1 });
    expect(readSavedState(dir)?.objects).toEqual([{ bucket: 'b', put: ['2'], deleted: [] }]);
  });

  test('between two states has kept the old one, whatever of the new one is there', () => {
    const keeper = aKeeper();
    keeper.save();
    keeper.append({ kind: 'mail', mail: { messageId: 'm1' } });
    writeFileSync(join(dir, 'cloud.json.new'), '{"clockMs":');
    writeFileSync(join(dir, 'cloud-2.jsonl'), '');
    expect(readSavedState(dir)).toMatchObject({ ses: [{ messageId: 'm1' }] });
  });
});

test('what is saved is not journaled too, and nothing of before stays', () => {
  const mails: object[] = [];
  const keeper = aKeeper(() => ({ clockMs: nowMs, ...nothing, ses: mails }));
  keeper.save();
  mails.push({ messageId: 'm1' });
  keeper.append({ kind: 'mail', mail: mails[0] });
  keeper.save();
  expect(readSavedState(dir)).toMatchObject({ ses: [{ messageId: 'm1' }], mailsTaken: false });
  expect(readdirSync(dir).sort()).toEqual(['cloud-2.jsonl', 'cloud.json']);
});

test('the time is noted now and then, not at every call', () => {
  const keeper = aKeeper();
  keeper.save();
  nowMs = 2_500;
  keeper.tick();
  nowMs = 2_600;
  keeper.tick();
  expect(readSavedState(dir)?.clockMs).toBe(2_500);
});

test('where nothing was saved yet, half-made tables are no state; other files are left alone', () => {
  for (const name of ['dynamo.sqlite', 'dynamo.sqlite-wal', 'fauxqs.db', 'notes.txt'])
    writeFileSync(join(dir, name), '');
  expect(readSavedState(dir)).toBeUndefined();
  forgetHalfStart(dir);
  expect(readdirSync(dir)).toEqual(['notes.txt']);
  expect(existsSync(dir)).toBe(true);
});
