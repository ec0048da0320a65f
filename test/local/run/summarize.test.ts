import { describe, expect, it } from 'vitest';
import { formatImportErrors } from '../../../lambda/domain/import/format-import-errors.ts';
import { type RowProblem, rejection, warning } from '../../../lambda/domain/import/import-problem.ts';
import type { SendRow } from '../../../lambda/domain/send-log/send-row.ts';
import type { RunOutcome } from '../../../local/run/read-outcome.ts';
import { summarize } from '../../../local/run/summarize.ts';

const days = { from: '2027-03-14', until: '2027-03-15' };

function aRow(changes: Partial<SendRow> = {}): SendRow {
  const key = `birthday#customer/${changes.customer ?? 'C1'}#2027#`;
  return {
    ...{ customer: 'C1', key, campaign: 'birthday', record: 'customer/C1', path: {}, offset: '', version: 'v1' },
    ...{ date: '2027-03-14', dueOn: '2027-03-14', messageId: '', at: '2027-03-14T00:00:00.000Z', attempt: 0 },
    ...{ state: 'sent', reason: '' },
    ...changes,
  };
}

function anOutcome(changes: Partial<RunOutcome> = {}): RunOutcome {
  return {
    ...{
      mails: [],
      colleagueMails: [],
      cards: [],
      rows: [],
      changedRows: [],
      rejectedFiles: [],
      heldFiles: [],
      importErrors: [],
    },
    ...{ deadLetters: {}, failures: [] },
    ...changes,
  };
}

function anErrorFile(locale: 'ja' | 'en', ...problems: readonly RowProblem[]): string {
  return formatImportErrors(
    problems.map((problem) => ({ ...problem, file: 'customers.csv' })),
    locale,
  );
}

const wrong = { ja: '日付として読めません。', en: 'This is no date.' };
const twice = { ja: '同じIDが2行目にもあります。', en: 'Row 2 has the same id.' };

describe('the summary of a run', () => {
  it.each(['ja', 'en'] as const)('does not take a warning about an import row for a failure (%s)', (locale) => {
    const importErrors = [anErrorFile(locale, warning(3, '', 'C1', twice), warning(4, '', 'C1', twice))];
    const summary = summarize(days, anOutcome({ importErrors }));
    expect(summary).toMatchObject({ ok: true, importErrors: 0, importWarnings: 2 });
    expect(summary.text).toContain('import warnings: 2');
    expect(summary.text).not.toContain('rejected');
  });

  it('names files that wait for a person, and is ok all the same', () => {
    const summary = summarize(days, anOutcome({ heldFiles: ['imports/customers.csv'] }));
    expect(summary).toMatchObject({ ok: true, heldFiles: ['imports/customers.csv'] });
    expect(summary.text).toContain('wait for a person: imports/customers.csv');
  });

  it('counts rejected rows, not their mistakes, and is not ok for them', () => {
    const file = anErrorFile(
      'ja',
      rejection(3, '誕生日', '1,"\n2', wrong),
      rejection(3, '契約終了日', '=x', wrong),
      warning(4, '', 'C1', twice),
      rejection(5, '誕生日', 'y', wrong),
    );
    const other = formatImportErrors([{ ...rejection(3, '', '', wrong), file: 'contracts.csv' }], 'ja');
    const summary = summarize(days, anOutcome({ importErrors: [file, other] }));
    expect(summary).toMatchObject({ ok: false, importErrors: 3, importWarnings: 1 });
    expect(summary.text).toContain('import rows rejected: 3');
  });

  it('counts what moved in this run, on whatever day it was due', () => {
    const changedRows = [
      aRow({ dueOn: '2027-03-10', state: 'expired', reason: 'late' }),
      aRow({ customer: 'C2', dueOn: '2027-03-12' }),
      aRow({ customer: 'C3', state: 'skipped', reason: 'no-consent' }),
    ];
    const rows = [...changedRows, aRow({ customer: 'C4', state: 'failed', reason: 'rejected-by-ses' })];
    const summary = summarize(days, anOutcome({ rows, changedRows }));
    expect(summary).toMatchObject({
      ok: true,
      states: { expired: 1, sent: 1, skipped: 1 },
      reasons: { late: 1, 'no-consent': 1 },
    });
  });

  it('is well where a person is asked whether a mail went out: nothing has failed, and it is named', () => {
    const uncertain = aRow({ customer: 'U1', state: 'uncertain', reason: 'unknown-outcome' });
    const summary = summarize(days, anOutcome({ changedRows: [aRow(), uncertain] }));
    expect(summary.ok).toBe(true);
    expect(summary.text).toContain('uncertain: birthday → U1: unknown-outcome');
  });

  it('names the mails that failed or may not have left, at most twenty', () => {
    const many = Array.from({ length: 21 }, (_, n) =>
      aRow({ customer: `F${n}`, state: 'failed', reason: 'render-error' }),
    );
    const uncertain = aRow({ customer: 'U1', state: 'uncertain', reason: 'unknown-outcome' });
    const summary = summarize(days, anOutcome({ changedRows: [aRow(), uncertain, ...many] }));
    expect(summary.ok).toBe(false);
    const lines = summary.text.split('\n');
    expect(lines).toContain('uncertain: birthday → U1: unknown-outcome');
    expect(lines).toContain('failed: birthday → F18: render-error');
    expect(summary.text).not.toContain('F19');
    expect(lines).toContain('… and 2 more (send-log.jsonl)');
  });
});
