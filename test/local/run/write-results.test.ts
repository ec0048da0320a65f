import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AcceptedMail } from '../../../local/endpoints/ses/accepted-mail.ts';
import { isCustomerMail } from '../../../local/run/is-customer-mail.ts';
import type { RunOutcome } from '../../../local/run/read-outcome.ts';
import { summarize } from '../../../local/run/summarize.ts';
import { writeResults } from '../../../local/run/write-results.ts';

function aMail(messageId: string, tags: Readonly<Record<string, string>>): AcceptedMail {
  return {
    ...{ messageId, atMs: 0, source: 'info@example.com', destinations: ['a@example.com'], headers: [] },
    tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
    raw: Buffer.from(`Subject: ${messageId}\r\n\r\n`),
  };
}

function anOutcome(mails: readonly AcceptedMail[]): RunOutcome {
  return {
    ...{
      cards: [],
      rows: [],
      changedRows: [],
      rejectedFiles: [],
      heldFiles: [],
      importErrors: [],
      deadLetters: {},
      failures: [],
    },
    mails: mails.filter(isCustomerMail),
    colleagueMails: mails.filter((mail) => !isCustomerMail(mail)),
  };
}

test('mails to customers and mails to colleagues are written, and counted, apart', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'results-'));
  const days = { from: '2027-03-14', until: '2027-03-14' };
  const outcome = anOutcome([
    aMail('m1', { campaign: 'birthday', customer: 'QzE' }),
    aMail('m2', { kind: 'notice' }),
    aMail('m3', { campaign: 'birthday', customer: 'QzI' }),
  ]);
  const summary = summarize(days, outcome);
  await writeResults(dir, outcome, summary, 'ja');

  const files = (...path: string[]) => readdirSync(join(dir, ...path)).filter((name) => name.endsWith('.eml'));
  expect(files('mail')).toEqual(['00001-birthday-m1.eml', '00002-birthday-m3.eml']);
  expect(files('mail', 'colleagues')).toEqual(['00001-notice-m2.eml']);
  expect(readFileSync(join(dir, 'mail', 'colleagues', '00001-notice-m2.eml'), 'utf8')).toContain('m2');
  expect(summary).toMatchObject({ ok: true, mails: 2, colleagueMails: 1 });
  expect(summary.text).toContain('2 mails, 0 cards, 1 to colleagues');
  expect(JSON.parse(readFileSync(join(dir, 'summary.json'), 'utf8'))).toMatchObject({ mails: 2, colleagueMails: 1 });

  // A run after it leaves nothing of it behind.
  const nothing = anOutcome([]);
  await writeResults(dir, nothing, summarize(days, nothing), 'ja');
  expect([...files('mail'), ...files('mail', 'colleagues')]).toEqual([]);
});
