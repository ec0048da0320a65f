import type { ApiEnv } from '../../lambda/functions/api/env.ts';
import type { FeedbackEnv } from '../../lambda/functions/feedback/env.ts';
import type { ImportEnv } from '../../lambda/functions/import/env.ts';
import type { IntakeEnv } from '../../lambda/functions/intake/env.ts';
import type { NotifyEnv } from '../../lambda/functions/notify/env.ts';
import type { PagesEnv } from '../../lambda/functions/pages/env.ts';
import type { PlanEnv } from '../../lambda/functions/plan/env.ts';
import type { PublishEnv } from '../../lambda/functions/publish/env.ts';
import type { RotateEnv } from '../../lambda/functions/rotate/env.ts';
import type { SendEnv } from '../../lambda/functions/send/env.ts';
import type { SweepEnv } from '../../lambda/functions/sweep/env.ts';

/** Each function with the environment that it expects. */
export interface JobEnvironments {
  readonly publish: PublishEnv;
  readonly plan: PlanEnv;
  readonly send: SendEnv;
  readonly notify: NotifyEnv;
  readonly import: ImportEnv;
  readonly sweep: SweepEnv;
  readonly pages: PagesEnv;
  readonly feedback: FeedbackEnv;
  readonly rotate: RotateEnv;
  readonly intake: IntakeEnv;
  readonly api: ApiEnv;
}

/** A function's name; its code is `lambda/functions/<job>/handler.ts`. */
export type Job = keyof JobEnvironments;

/** How much a function gets. A queue's visibility timeout follows from its consumer's timeout. */
export interface JobSize {
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Local disk. @default 512 */
  readonly diskMiB?: number;
}

/** Memory also buys CPU: publish compiles templates, plan evaluates conditions, send builds mails, import parses files. */
export const jobSizes: Readonly<Record<Job, JobSize>> = {
  publish: { timeoutSeconds: 120, memoryMiB: 1024 },
  plan: { timeoutSeconds: 300, memoryMiB: 1024 },
  // Waits for its turn for up to two minutes, and then has to finish what it claimed.
  send: { timeoutSeconds: 180, memoryMiB: 512 },
  notify: { timeoutSeconds: 120, memoryMiB: 256 },
  // A file of 2 GB, and the list of what is wrong with it.
  import: { timeoutSeconds: 900, memoryMiB: 1024, diskMiB: 4096 },
  // Shorter than its schedule's interval, so that sweeps do not overlap.
  sweep: { timeoutSeconds: 240, memoryMiB: 512 },
  // Longest that an HTTP API waits is 30 s.
  pages: { timeoutSeconds: 20, memoryMiB: 256 },
  feedback: { timeoutSeconds: 60, memoryMiB: 256 },
  rotate: { timeoutSeconds: 30, memoryMiB: 128 },
  intake: { timeoutSeconds: 60, memoryMiB: 512 },
  // Below the 30 s that an HTTP API waits; memory for a file in several forms.
  api: { timeoutSeconds: 25, memoryMiB: 512 },
};
