import type { Campaign } from '../domain/campaign/campaign.ts';
import type { StopClaims } from '../domain/links/link-claims.ts';
import { dueInstantMs } from '../domain/send-log/due-instant.ts';
import { type SendRow, sendName } from '../domain/send-log/send-row.ts';
import { isStoppedByPerson, stoppedByPerson } from '../domain/send-log/stopped-by-person.ts';
import { type FoundOccurrence, findOccurrence, type Occurrence, type OccurrenceTools } from './find-occurrence.ts';
import { findWords } from './find-words.ts';
import { againMessages } from './messages.ts';
import { writeMail } from './write-mail.ts';

export type { Occurrence, OccurrenceTools } from './find-occurrence.ts';

/** Who loses a race looks again; a mail that a sender keeps claiming and giving back is left alone after so many looks. */
const LOOKS = 6;

/** Where the occurrence stands that a stop link is for. Changes nothing. */
export async function readOccurrence(tools: OccurrenceTools, claims: StopClaims): Promise<Occurrence> {
  return withMail(tools, await findOccurrence(tools, claims));
}

/**
 * Stops the one mail that a link is for, unless a sender was first; no later run plans it. Repeating it changes nothing.
 * Answers where the occurrence stands then: `gone-out` when it was too late.
 */
export async function stopOccurrence(tools: OccurrenceTools, claims: StopClaims): Promise<Occurrence> {
  let found = await findOccurrence(tools, claims);
  for (let looks = 1; looks < LOOKS && found.occurrence.state === 'to-come'; looks += 1) {
    await stop(tools, found);
    found = await findOccurrence(tools, claims);
  }
  return withMail(tools, found);
}

/**
 * Takes back what a person stopped: the mail waits for its due time and is then decided again in full. What was stopped
 * by the stop flag stays so. Repeating it changes nothing. Answers where the occurrence stands then.
 */
export async function resumeOccurrence(tools: OccurrenceTools, claims: StopClaims): Promise<Occurrence> {
  const { state, row, campaign } = (await findOccurrence(tools, claims)).occurrence;
  if (state === 'stopped' && row !== undefined && campaign !== undefined && isStoppedByPerson(row)) {
    await resume(tools, campaign, row);
  }
  return readOccurrence(tools, claims);
}

/** The occurrence with the mail that it is about: as it would leave, or would if the stop were taken back. */
async function withMail(tools: OccurrenceTools, { occurrence, fresh }: FoundOccurrence): Promise<Occurrence> {
  const { state, row } = occurrence;
  if (state !== 'to-come' && state !== 'stopped') return occurrence;
  const written = isOpen(row) ? row : fresh;
  if (written === undefined) return occurrence;
  const words = (await findWords(tools, [written])).get(sendName(written));
  const mail = words && writeMail(tools, written, words.version, words);
  return { ...occurrence, ...(mail && { mail }) };
}

function isOpen(row: SendRow | undefined): boolean {
  return row?.state === 'planned' || row?.state === 'waiting' || row?.state === 'awaiting-approval';
}

async function stop({ sendLog, clock }: OccurrenceTools, { occurrence, fresh }: FoundOccurrence): Promise<void> {
  const { row } = occurrence;
  const at = new Date(clock.nowMs()).toISOString();
  if (row !== undefined) {
    // A row that has ended stands for an earlier due day; from now on it stands for this one.
    const renewed = !isOpen(row) &&
      fresh && { version: fresh.version, date: fresh.date, dueOn: fresh.dueOn, path: fresh.path };
    await sendLog.move(row, [row.state], { ...stoppedByPerson, at, ...renewed });
  } else if (fresh !== undefined) await sendLog.insert({ ...fresh, ...stoppedByPerson, at });
}

async function resume({ sendLog, queues, clock }: OccurrenceTools, campaign: Campaign, row: SendRow): Promise<void> {
  const nowMs = clock.nowMs();
  const dueMs = dueInstantMs(campaign, row);
  const moved = await sendLog.move(row, ['stopped'], {
    ...{ state: 'waiting', reason: 'resumed', at: new Date(nowMs).toISOString() },
    notBefore: new Date(Math.max(nowMs, dueMs)).toISOString(),
  });
  if (moved && dueMs <= nowMs) await queues.plan(againMessages([row]));
}
