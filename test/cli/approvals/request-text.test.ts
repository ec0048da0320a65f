import { expect, it } from 'vitest';
import { requestTable, requestText } from '../../../cli/approvals/request-text.ts';
import { readApproval } from '../../../lambda/use-cases/approval-request.ts';
import { aCustomer, aVersion } from '../../support/builders.ts';
import { aWorld } from '../../support/world.ts';

it('shows no value of a table as anything but text', async () => {
  const { tools, keep, goLive, run, rows } = aWorld();
  await keep(aCustomer('C1', { name: '山田\u001b[2J\r偽', company: 'A\nB' }));
  await goLive(aVersion({ approval: 'always' }));
  await run('birthday', '2027-03-14');
  const [row] = rows();
  const request = row && (await readApproval(tools, row));
  if (request === undefined) throw new Error('There must be a request');
  const shown = [requestText(request, tools.stage), requestTable([request], tools.stage)];
  for (const text of shown) {
    expect(text).toContain('山田');
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
    // No value looks like a line of ours.
    expect(text).not.toMatch(/^B$/m);
  }
});

it('says so when nothing waits', () => {
  expect(requestTable([], { timeZone: 'Asia/Tokyo' })).toBe('Nothing waits for approval.');
});
