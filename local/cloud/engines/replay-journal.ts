import { z } from 'zod';
import type { JournalLine } from './state-journal.ts';

/** What the stand-ins remember, each in its own words. */
export interface Remembered {
  readonly clockMs: number;
  readonly ses: unknown;
  readonly scheduler: unknown;
  readonly teams: unknown;
}

/** What a process was in the middle of when it was ended. */
export interface Interrupted {
  /** A mail was taken since the state was saved: whether the events of the last one are on their way is not known. */
  readonly mailsTaken: boolean;
  /** Changes of objects whose events may not be on their way. */
  readonly objects: readonly ObjectsChanged[];
}

/** Objects of a bucket that were put or deleted, or were about to be. */
export type ObjectsChanged = Extract<JournalLine['entry'], { readonly kind: 'objects' }>['objects'];

const schedulerSchema = z.object({
  groups: z.array(z.looseObject({ name: z.string() })),
  schedules: z.array(z.looseObject({ arn: z.string() })),
});

/** What was saved, and what happened since, as one. */
export function replayJournal<T extends Remembered>(
  saved: T,
  lines: readonly JournalLine[],
): { readonly state: T; readonly interrupted: Interrupted } {
  const mails = [...z.array(z.unknown()).parse(saved.ses)];
  const posts = [...z.object({ posts: z.array(z.unknown()) }).parse(saved.teams).posts];
  const { groups: savedGroups, schedules: savedSchedules } = schedulerSchema.parse(saved.scheduler);
  const groups = new Map(savedGroups.map((group) => [group.name, group]));
  const schedules = new Map(savedSchedules.map((schedule) => [schedule.arn, schedule]));
  const untold = new Map<number, ObjectsChanged>();
  for (const { entry } of lines) {
    switch (entry.kind) {
      case 'clock':
        break;
      case 'mail':
        mails.push(entry.mail);
        break;
      case 'post':
        posts.push(entry.post);
        break;
      case 'schedule':
        schedules.set(entry.schedule.arn, entry.schedule);
        break;
      case 'schedule-gone':
        schedules.delete(entry.arn);
        break;
      case 'group':
        groups.set(entry.group.name, entry.group);
        break;
      case 'group-gone':
        groups.delete(entry.name);
        break;
      case 'objects':
        untold.set(entry.id, entry.objects);
        break;
      case 'objects-told':
        untold.delete(entry.id);
        break;
    }
  }
  const scheduler = { groups: [...groups.values()], schedules: [...schedules.values()] };
  const clockMs = lines.at(-1)?.atMs ?? saved.clockMs;
  return {
    state: { ...saved, clockMs, ses: mails, teams: { posts }, scheduler },
    interrupted: { mailsTaken: lines.some(({ entry }) => entry.kind === 'mail'), objects: [...untold.values()] },
  };
}
