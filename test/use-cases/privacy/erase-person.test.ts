import { describe, expect, test } from 'vitest';
import { forbidMail } from '../../../lambda/use-cases/privacy/forbid-mail.ts';
import { forgetRecords } from '../../../lambda/use-cases/privacy/forget-records.ts';
import { knowPerson } from '../../../lambda/use-cases/privacy/know-person.ts';
import { whatIsLeft } from '../../../lambda/use-cases/privacy/what-is-left.ts';
import { aSend } from '../../adapters/stores/send-builders.ts';
import { aCustomer, aRecord, aStage } from '../../support/builders.ts';
import { Crash, shaky } from '../../support/shaky.ts';
import { aWorld } from '../../support/world.ts';

const at = '2027-03-14T00:00:00.000Z';
const invoice = {
  ...{ type: 'invoice', labels: ['請求'], files: ['invoices'], idLabels: ['請求ID'] },
  fields: [
    { key: 'contract', labels: ['契約ID'], kind: 'reference', target: 'contract' },
    { key: 'to', labels: ['請求先'], kind: 'email' },
  ],
} as const;

async function aCompany(id = 'C1', name = '山田 花子') {
  const world = aWorld({ stage: { recordModel: [...aStage.recordModel, invoice] } });
  await world.keep(aCustomer(id, { email: 'old@example.com' }));
  await world.keep(
    aCustomer(id, { name }),
    aCustomer('C2', { email: 'other@example.com' }),
    aRecord('contract', 'K1', { customer: id }),
    aRecord('contract', 'K2', { customer: 'C2' }),
    aRecord('invoice', 'I1', { contract: 'K1', to: 'billing@example.com' }),
    aRecord('program', 'P1', { name: '入門' }),
    aRecord('enrolment', 'N1', { customer: id, program: 'P1' }),
    aRecord('event', 'E1', { customer: id, name: 'visited', data: '{}' }),
    aRecord('event', 'E2', { customer: 'C2', name: 'visited', data: '{}' }),
  );
  const send = (campaign: string, changes: Parameters<typeof aSend>[0]) =>
    world.tools.sendLog.insert(aSend({ customer: id, campaign, ...changes }));
  await send('sent', { state: 'sent', attempt: 1, addressHash: 'hash-of-older@example.com' });
  await send('planned', {});
  await send('asked', {
    state: 'awaiting-approval',
    decisions: [{ decision: 'void', by: '', comment: '山田様', at, digest: '' }],
  });
  return world;
}

async function erase(world: Awaited<ReturnType<typeof aCompany>>, id = 'C1', tools = world.tools) {
  const person = await knowPerson(tools, id);
  await forbidMail(tools, person);
  await forgetRecords(tools, person);
  return person;
}

describe('erasing a customer', () => {
  test('takes away what refers to them, at any hop, and nothing that is others’', async () => {
    const world = await aCompany();
    const { tools } = world;
    await erase(world);
    const refs = ['customer/C1', 'contract/K1', 'invoice/I1', 'enrolment/N1', 'event/E1'];
    const rest = ['customer/C2', 'contract/K2', 'program/P1', 'event/E2'];
    const read = await tools.customers.getMany(
      [...refs, ...rest].map((name) => ({ type: name.split('/')[0] ?? '', id: name.split('/')[1] ?? '' })),
    );
    expect([...read.keys()].sort()).toEqual(rest.sort());
  });

  test('marks the id and each address that they have, had, or were mailed at', async () => {
    const world = await aCompany();
    const { tools } = world;
    const { idHash } = await erase(world);
    const hashes = ['hanako', 'old', 'older', 'billing', 'other'].map((name) => `hash-of-${name}@example.com`);
    const marks = await tools.refusals.getMany([
      [{ kind: 'customer', id: 'C1' }],
      [{ kind: 'id', hash: idHash }],
      ...hashes.map((hash) => [{ kind: 'address', hash }] as const),
    ]);
    expect(marks.map(({ erased }) => erased)).toEqual([true, true, true, true, true, true, false]);
    expect(await tools.refusals.ledger({ kind: 'customer', id: 'C1' })).toMatchObject([
      { what: 'erase', source: 'erase' },
    ]);
  });

  test('closes what was to be sent, and keeps what was sent without anybody’s words', async () => {
    const world = await aCompany();
    await erase(world);
    expect(world.rows().map(({ campaign, state, reason }) => [campaign, state, reason])).toEqual([
      ['sent', 'sent', ''],
      ['planned', 'skipped', 'erased'],
      ['asked', 'skipped', 'erased'],
    ]);
    expect(world.rows().flatMap(({ decisions = [] }) => decisions.map(({ comment }) => comment))).toEqual(['']);
  });

  test('may stop anywhere: nobody is mailed from then on, and the next try makes it whole', async () => {
    for (let failsAt = 1; failsAt < 60; failsAt += 1) {
      const world = await aCompany();
      const tools = shaky(world.tools, { failsAt, afterwards: failsAt % 2 === 0, dies: true, seed: failsAt });
      const before = await knowPerson(world.tools, 'C1');
      const end = await erase(world, 'C1', tools).catch((error: unknown) => error);
      await erase(world);
      expect(await whatIsLeft(world.tools, before), `stopped at call ${failsAt}`).toEqual([]);
      // Only by their contract is it known whose this was.
      const invoiceLeft = await world.tools.customers.get({ type: 'invoice', id: 'I1' });
      expect(invoiceLeft, `stopped at call ${failsAt}`).toBeUndefined();
      if (!(end instanceof Crash)) return;
    }
    throw new Error('It never came to its end.');
  });

  test.each([
    ['hanako@example.com', '山田 花子'],
    ['山田花子', '山田 花子'],
    ['hanako-yamada-2', 'Hanako-Yamada'],
  ])('may stop anywhere, also with the id %s, which the next try still knows may not be kept', async (id, name) => {
    for (let failsAt = 1; failsAt < 60; failsAt += 1) {
      const world = await aCompany(id, name);
      const own = { kind: 'customer', id } as const;
      await world.tools.refusals.optOut([own], 'marketing', at, 'link');
      const tools = shaky(world.tools, { failsAt, afterwards: failsAt % 2 === 0, dies: true, seed: failsAt });
      const before = await knowPerson(world.tools, id);
      const end = await erase(world, id, tools).catch((error: unknown) => error);
      await erase(world, id);
      expect(await whatIsLeft(world.tools, before), `stopped at call ${failsAt}`).toEqual([]);
      expect(world.rows(), `stopped at call ${failsAt}`).toEqual([]);
      expect(await world.tools.refusals.ledger(own), `stopped at call ${failsAt}`).toEqual([]);
      if (!(end instanceof Crash)) return;
    }
    throw new Error('It never came to its end.');
  });

  test('takes along rows of the log whose record’s id is an address or the name', async () => {
    const world = await aCompany();
    await world.tools.sendLog.insert(
      aSend({ customer: 'C1', campaign: 'renewal', record: 'contract/山田花子-1', state: 'sent', attempt: 1 }),
    );
    await world.keep(aRecord('contract', '山田花子-1', { customer: 'C1' }));
    await world.keep(aCustomer('C1', { name: '山田 花子' }));
    await erase(world);
    expect(JSON.stringify(world.rows())).not.toContain('山田花子');
    expect(world.rows()).toHaveLength(3);
  });

  test('leaves no row and no refusal under an id that is an address, and the mark by its hash', async () => {
    const world = await aCompany('hanako@example.com');
    const { tools } = world;
    const own = { kind: 'customer', id: 'hanako@example.com' } as const;
    await tools.refusals.optOut([own], 'marketing', at, 'link');
    const person = await erase(world, own.id);
    expect(world.rows()).toEqual([]);
    expect(await tools.refusals.ledger(own)).toEqual([]);
    expect(await whatIsLeft(tools, person)).toEqual([]);
    const [byAddress] = await tools.refusals.getMany([[{ kind: 'address', hash: 'hash-of-hanako@example.com' }]]);
    expect(byAddress?.erased).toBe(true);
  });

  test('says what is left when it is not whole', async () => {
    const world = await aCompany();
    const person = await knowPerson(world.tools, 'C1');
    expect(await whatIsLeft(world.tools, person)).toEqual(
      expect.arrayContaining([
        ...(['profile', 'related-records', 'former-addresses', 'open-mails'] as const),
        ...(['words-of-colleagues', 'no-erasure-mark'] as const),
      ]),
    );
  });
});
