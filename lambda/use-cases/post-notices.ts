import type { Notice } from '../domain/notices/notice.ts';
import { isMeantSandbox } from '../domain/sending/is-meant-sandbox.ts';
import type { Mailer } from '../ports.ts';
import { addressedCards } from './post-notices/addressed-cards.ts';
import { announceNotices } from './post-notices/announce-notices.ts';
import { askHeartbeats } from './post-notices/ask-heartbeats.ts';
import { loadCardNames } from './post-notices/card-names.ts';
import { mailRefused } from './post-notices/mail-refused.ts';
import type { NoticeTools } from './post-notices/notice-tools.ts';
import { postCards } from './post-notices/post-cards.ts';
import { type NoticeOf, ofKind, type QueuedNotice } from './post-notices/queued-notice.ts';
import { remindApprovers } from './post-notices/remind-approvers.ts';
import { reportHeartbeats } from './post-notices/report-heartbeats.ts';

/**
 * Gathers notices into cards and posts them; what belongs in a mail is mailed, and so is what Teams refuses. Answers the
 * ids of those that nobody was told of: they go back to the queue, and at last to its dead letters, where the alarm
 * finds them. While no mail leaves the account, those that need one are put off instead, for as long as it takes.
 */
export async function postNotices(tools: NoticeTools, notices: readonly QueuedNotice[]): Promise<readonly string[]> {
  const { mailer, isHeld } = noticeHeld(tools);
  const left = await tellAll({ ...tools, mailer }, notices);
  if (left.length === 0 || !isHeld()) return left;
  // Each once: a function that stops halfway puts some off that come again all the same, and they must not multiply.
  const own = notices.filter(({ id }) => left.includes(id));
  const waiting = [...new Map(own.map(({ notice }) => [JSON.stringify(notice), notice])).values()];
  await tools.queues.notify(waiting, { afterSeconds: PUT_OFF_SECONDS });
  tools.log.info('notices-put-off', { notices: waiting.length });
  return [];
}

/** As long as SQS keeps a message back. */
const PUT_OFF_SECONDS = 900;

/** A mailer, and whether it has answered that mail has to wait. */
interface HeldMailer {
  readonly mailer: Mailer;
  readonly isHeld: () => boolean;
}

function noticeHeld({ mailer, stage }: Pick<NoticeTools, 'mailer' | 'stage'>): HeldMailer {
  let held = false;
  return {
    isHeld: () => held,
    mailer: {
      async send(mail) {
        const outcome = await mailer.send(mail);
        // Where mail is sent in the sandbox on purpose, what it refuses would be refused for ever.
        const isForEver = outcome.kind === 'held' && isMeantSandbox(outcome.cause, stage);
        if (outcome.kind === 'held' && !isForEver) held = true;
        return outcome;
      },
    },
  };
}

async function tellAll(tools: NoticeTools, all: readonly QueuedNotice[]): Promise<readonly string[]> {
  const names = await loadCardNames(tools, all);
  const unannounced = await announceNotices(tools, all, names);
  const notices = all.filter(({ id }) => !unannounced.has(id));
  const refused = await postCards(tools, await addressedCards(tools, notices, names));
  const { left } = await mailRefused(tools, refused, notices);
  const ids = new Set([...unannounced, ...left.flatMap((card) => card.ids)]);
  const addLeft = async <K extends Notice['kind']>(kind: K, tell: Teller<K>) => {
    const own = ofKind(notices, kind);
    for (const id of await tellOwn(tools, own, tell)) ids.add(id);
  };
  await addLeft('approval-reminder', (own) => remindApprovers(tools, own, names));
  await addLeft('heartbeat', (own) => askHeartbeats(tools, own));
  await addLeft('heartbeat-missed', (own) => reportHeartbeats(tools, own));
  return [...ids];
}

/** Tells notices of one kind; answers the ids of those to try again. */
type Teller<K extends Notice['kind']> = (notices: readonly QueuedNotice<NoticeOf<K>>[]) => Promise<readonly string[]>;

/** Cards have been posted by now: a failure here must not bring their notices back. */
async function tellOwn<K extends Notice['kind']>(
  { log }: NoticeTools,
  notices: readonly QueuedNotice<NoticeOf<K>>[],
  tell: Teller<K>,
): Promise<readonly string[]> {
  if (notices.length === 0) return [];
  try {
    return await tell(notices);
  } catch (error) {
    log.error('notices-failed', { error: error instanceof Error ? error.name : 'unknown', notices: notices.length });
    return notices.map(({ id }) => id);
  }
}
