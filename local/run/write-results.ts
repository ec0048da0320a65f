import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatImportErrors } from '../../lambda/domain/import/format-import-errors.ts';
import type { Locale } from '../../lambda/domain/locale.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { AcceptedMail } from '../endpoints/ses/accepted-mail.ts';
import type { RunOutcome } from './read-outcome.ts';
import type { RunSummary } from './summarize.ts';

/**
 * Writes `mail/*.eml` (to customers), `mail/colleagues/*.eml`, `teams/*.json`, `send-log.jsonl`, `import-errors.csv` and
 * `summary.json`, replacing earlier ones.
 */
export async function writeResults(
  dir: string,
  { mails, colleagueMails, cards, rows, importErrors }: RunOutcome,
  summary: RunSummary,
  locale: Locale,
): Promise<void> {
  for (const folder of ['mail', 'teams', join('mail', 'colleagues')]) {
    await rm(join(dir, folder), { recursive: true, force: true });
    await mkdir(join(dir, folder), { recursive: true });
  }
  const { text: _, ...numbers } = summary;
  const numbered = (index: number) => String(index + 1).padStart(5, '0');
  await Promise.all([
    ...mails.map((mail, index) => writeFile(join(dir, 'mail', `${numbered(index)}-${nameOf(mail)}.eml`), mail.raw)),
    ...colleagueMails.map((mail, index) =>
      writeFile(join(dir, 'mail', 'colleagues', `${numbered(index)}-${nameOf(mail)}.eml`), mail.raw),
    ),
    ...cards.map(({ raw }, index) => writeFile(join(dir, 'teams', `${numbered(index)}.json`), raw)),
    writeFile(join(dir, 'send-log.jsonl'), rows.map((row) => `${JSON.stringify(logLine(row))}\n`).join('')),
    writeFile(join(dir, 'import-errors.csv'), joinTables(importErrors, locale)),
    writeFile(join(dir, 'summary.json'), `${JSON.stringify(numbers, undefined, 2)}\n`),
  ]);
}

function nameOf({ tags, messageId }: AcceptedMail): string {
  const campaign =
    tags.find(({ name }) => name === 'campaign')?.value ?? tags.find(({ name }) => name === 'kind')?.value ?? 'mail';
  return `${campaign}-${messageId}`;
}

/** A row as the contract has it: ids, dates and outcome. */
function logLine(row: SendRow) {
  const { campaign, customer, record, date, dueOn, offset, state, reason, version, messageId, at } = row;
  return { campaign, customer, record, date, dueOn, offset, state, reason, version, messageId, at };
}

/** Several error files as one table under one heading. */
function joinTables(tables: readonly string[], locale: Locale): string {
  const heading = formatImportErrors([], locale);
  return heading + tables.map((table) => table.slice(heading.length)).join('');
}
