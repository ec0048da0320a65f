import { expect, it, onTestFinished, vi } from 'vitest';
import { createRefusalStore } from '../../../lambda/adapters/dynamo/refusals/refusal-store.ts';
import { aCustomerRow, anImportFile, customersCsv } from '../../e2e/small-company.ts';
import { aFolder } from '../a-folder.ts';
import { runFushime } from '../run-fushime.ts';
import { aKeptState } from './a-kept-state.ts';

it('works on the state that a local cloud has kept, and keeps what it did', async () => {
  const state = await aKeptState('2027-03-14', [anImportFile('customers.csv', customersCsv([aCustomerRow('C1')]))], []);
  onTestFinished(state.remove);
  const first = await runFushime('optout', '--customer', 'C1', '--state', state.dir, '--json');
  expect(first.exitCode).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({ customer: 'C1', now: { allMarketing: true } });
  await state.inside(async (cloud) => {
    const refusals = createRefusalStore({ client: cloud.dynamo, table: cloud.variable('REFUSALS_TABLE') });
    const [kept] = await refusals.getMany([[{ kind: 'customer', id: 'C1' }]]);
    expect(kept?.optedOut).toEqual(['marketing']);
  });
});

it.each([[[]], [['--stage', 'local']]])('names the three ways where there is nothing to work on: %j', async (args) => {
  vi.doMock(import('../../../local/run/running-cloud.ts'), async (importOriginal) => ({
    ...(await importOriginal()),
    readRunning: async () => undefined,
  }));
  const { exitCode, stdout, stderr } = await runFushime('optout', '--customer', 'C1', ...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  for (const way of ['--stage NAME', '--state DIR', 'npm start']) expect(stderr).toContain(way);
});

it('works in no folder where no state was kept', async () => {
  const { exitCode, stderr } = await runFushime('optout', '--customer', 'C1', '--state', await aFolder({}));
  expect(exitCode).toBe(2);
  expect(stderr).toContain('No local cloud has kept its state in');
});
