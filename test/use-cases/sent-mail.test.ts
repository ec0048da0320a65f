import { describe, expect, test } from 'vitest';
import { unsubscribePlaceholder } from '../../lambda/domain/approval/mail-digest.ts';
import { sendName } from '../../lambda/domain/send-log/send-row.ts';
import { readSentMail, subjectsOf } from '../../lambda/use-cases/sent-mail.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

async function aSentBirthday() {
  const world = aWorld();
  await world.keep(aCustomer('C1'), aCustomer('C2', { name: '鈴木 一郎' }));
  await world.goLive(aVersion({}, { text: '{{name}}様 {{today}} {{years}} {{unsubscribeUrl}}' }));
  await world.run('birthday', '2027-03-14');
  await world.sendAll();
  const [row] = world.rows();
  if (row === undefined) throw new Error('nothing was sent');
  return { world, row };
}

describe('a sent mail', () => {
  test('is shown as it was sent, but for the customer’s own opt-out link', async () => {
    const { world, row } = await aSentBirthday();
    world.moveTo('2027-03-20T09:00:00+09:00');
    const [sent] = world.mails;
    const shown = await readSentMail(world.tools, row);
    expect(shown?.mail?.text).toBe(sent?.text.replace('https://pages.example.jp/u/C1', unsubscribePlaceholder));
    expect(shown?.mail?.subject).toBe(sent?.subject);
    expect(shown).toMatchObject({ campaign: { name: '誕生日' }, customer: { id: 'C1' }, row });
  });

  test('is shown in the words of the version that it used', async () => {
    const { world, row } = await aSentBirthday();
    await world.goLive(aVersion({}, { version: 'v2', subjects: { '': '新しい件名' } }));
    expect((await readSentMail(world.tools, row))?.mail?.subject).toContain('お誕生日おめでとうございます');
  });

  test('is shown of its day, too, when a complaint came a week later', async () => {
    const { world, row } = await aSentBirthday();
    const complained = { state: 'complained', reason: '', at: '2027-03-21T00:00:00.000Z' } as const;
    await world.tools.sendLog.move(row, ['sent'], complained);
    expect((await readSentMail(world.tools, row))?.mail?.text).toContain('2027-03-14 27');
  });

  test('is not shown when the customer has been erased, or never was', async () => {
    const { world, row } = await aSentBirthday();
    const customers = { getMany: async () => new Map() };
    expect(await readSentMail({ ...world.tools, customers }, row)).toEqual({ row });
    expect(await readSentMail(world.tools, { customer: 'C9', key: row.key })).toBeUndefined();
  });

  test('is told of by its subject, many at once, in few reads', async () => {
    const { world } = await aSentBirthday();
    let reads = 0;
    const { customers } = world.tools;
    const counted = {
      getMany: (...refs: Parameters<typeof customers.getMany>) => {
        reads += 1;
        return customers.getMany(...refs);
      },
    };
    const rows = world.rows();
    const lost = rows.slice(0, 1).map((row) => ({ ...row, customer: 'C3', version: 'v0' }));
    const subjects = await subjectsOf({ ...world.tools, customers: counted }, [...rows, ...lost]);
    expect(rows.map((row) => subjects.get(sendName(row)))).toEqual([
      ...['山田 花子様、お誕生日おめでとうございます', '鈴木 一郎様、お誕生日おめでとうございます'],
    ]);
    expect([subjects.size, reads]).toEqual([2, 1]);
  });
});
