import { describe, expect, test } from 'vitest';
import type { Fields } from '../../lambda/domain/records/record.ts';
import { aCampaignFile, versionOf } from '../domain/campaign-file/a-campaign-file.ts';
import { aCustomer, aRecord } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

/** Two buyers of one program with a delivery on 14 March, mailed on the day; `on` = the campaign's trigger. */
async function aSchool(on = 'delivery.date') {
  const world = aWorld();
  await world.keep(
    aCustomer('C1', { email: 'c1@example.com' }),
    aCustomer('C2', { email: 'c2@example.com' }),
    aRecord('program', 'G1', { name: '入門', next: 'D1' }),
    aRecord('delivery', 'D1', { program: 'G1', date: '2027-03-14', title: '第1回', content: '豆' }),
    aRecord('enrolment', 'E1', { customer: 'C1', program: 'G1' }),
    aRecord('enrolment', 'E2', { customer: 'C2', program: 'G1' }),
  );
  const settings = { trigger: `{ on: ${on}, through: enrolment }`, subject: '"{{program.name}} {{delivery.title}}"' };
  await world.goLive(versionOf(aCampaignFile(settings, '<p>{{delivery.content}}</p>')));
  return {
    ...world,
    delivery: (id: string, fields: Fields) =>
      world.keep(aRecord('delivery', id, { program: 'G1', title: '第1回', content: '豆', ...fields })),
    async runOn(day: string) {
      world.moveTo(`${day}T09:00:00+09:00`);
      await world.run('test', day);
    },
    told: () =>
      world.mails.map(({ to, subject, html }) => `${to.address} ${subject} ${/<p>(.*)<\/p>/.exec(html)?.[1]}`),
    seen: () =>
      world.rows().map(({ customer, state, reason, dueOn }) => `${customer} ${dueOn} ${state} ${reason}`.trim()),
  };
}

describe('what changes between plan and sender', () => {
  test('is in the mail: the program’s name, the delivery’s words, the customer’s address', async () => {
    const school = await aSchool();
    await school.runOn('2027-03-14');
    await school.keep(
      aRecord('program', 'G1', { name: '珈琲入門', next: 'D1' }),
      aRecord('delivery', 'D1', { program: 'G1', date: '2027-03-14', title: '初回', content: '焙煎' }),
      aCustomer('C1', { email: 'new@example.com' }),
    );
    await school.sendAll();
    expect(school.told()).toEqual(['new@example.com 珈琲入門 初回 焙煎', 'c2@example.com 珈琲入門 初回 焙煎']);
  });

  test('holds the mail where the delivery has moved, and it goes on the new day', async () => {
    const school = await aSchool();
    await school.runOn('2027-03-14');
    await school.delivery('D1', { date: '2027-03-16' });
    await school.sendAll();
    expect(school.seen()).toEqual(['C1 2027-03-14 cancelled date-changed', 'C2 2027-03-14 cancelled date-changed']);
    await school.runOn('2027-03-16');
    await school.sendAll();
    expect(school.mails).toHaveLength(2);
    expect(school.seen()).toEqual(['C1 2027-03-16 sent', 'C2 2027-03-16 sent']);
  });

  test('lets a mail of which the sender has said that the date changed go on an earlier day, too', async () => {
    const school = await aSchool();
    await school.delivery('D1', { date: '2027-03-16' });
    await school.runOn('2027-03-16');
    await school.delivery('D1', { date: '2027-03-15' });
    await school.sendAll();
    await school.run('test', '2027-03-15');
    expect(school.mails).toEqual([]);
    await school.delivery('D1', { date: '2027-03-17' });
    await school.runOn('2027-03-17');
    await school.sendAll();
    expect(school.mails).toHaveLength(2);
  });
});

describe('a delivery', () => {
  test('that moves before it is planned is told on the new day alone', async () => {
    const school = await aSchool();
    await school.delivery('D1', { date: '2027-03-15' });
    await school.runOn('2027-03-14');
    expect(school.seen()).toEqual([]);
    await school.runOn('2027-03-15');
    await school.sendAll();
    expect(school.mails).toHaveLength(2);
  });

  test('that moves after some were told is told to the others only', async () => {
    const school = await aSchool();
    await school.runOn('2027-03-14');
    const [first] = school.offered.splice(0, 1);
    school.offered.splice(0, school.offered.length, ...(first ? [first] : []));
    await school.sendAll();
    await school.delivery('D1', { date: '2027-03-16' });
    // The sender meets the second one when the date is another.
    school.offered.push({ customer: 'C2', key: 'test#delivery/D1#once#' });
    await school.sendAll();
    await school.runOn('2027-03-16');
    await school.sendAll();
    expect(school.told()).toEqual(['c1@example.com 入門 第1回 豆', 'c2@example.com 入門 第1回 豆']);
    await school.delivery('D1', { date: '2027-03-18' });
    await school.runOn('2027-03-18');
    await school.sendAll();
    expect(school.mails).toHaveLength(2);
  });

  test('told to a buyer twice enrolled is one mail', async () => {
    const school = await aSchool();
    await school.keep(aRecord('enrolment', 'E3', { customer: 'C1', program: 'G1' }));
    await school.runOn('2027-03-14');
    await school.sendAll();
    expect(school.told()).toHaveLength(2);
    expect(school.rows()).toHaveLength(2);
  });

  test('reaches nobody whose enrolment is gone', async () => {
    const school = await aSchool();
    await school.tools.customers.removeMany([{ type: 'enrolment', id: 'E1' }]);
    await school.runOn('2027-03-14');
    await school.sendAll();
    expect(school.told()).toEqual(['c2@example.com 入門 第1回 豆']);
  });

  test('to which the program points next is told on its day, and the one before it no more', async () => {
    const school = await aSchool('program.next.date');
    await school.keep(
      aRecord('delivery', 'D2', { date: '2027-03-15', title: '第2回', content: '水' }),
      aRecord('program', 'G1', { name: '入門', next: 'D2' }),
    );
    await school.runOn('2027-03-14');
    await school.sendAll();
    expect(school.told()).toEqual([]);
    await school.runOn('2027-03-15');
    await school.sendAll();
    expect(school.told()).toEqual(['c1@example.com 入門 第2回 水', 'c2@example.com 入門 第2回 水']);
  });

  test('is not told by a mail planned for somebody whose enrolment has gone to another', async () => {
    const school = await aSchool();
    await school.keep(aCustomer('C3', { email: 'c3@example.com' }));
    await school.runOn('2027-03-14');
    await school.keep(aRecord('enrolment', 'E1', { customer: 'C3', program: 'G1' }));
    await school.sendAll();
    expect(school.told()).toEqual(['c2@example.com 入門 第1回 豆']);
    await school.sweep();
    await school.planAll();
    await school.sendAll();
    expect(school.mails).toHaveLength(1);
    expect(school.seen()).toContain('C1 2027-03-14 cancelled record-missing');
  });

  test('is told all the same where another enrolment of the customer leads to it', async () => {
    const school = await aSchool();
    await school.runOn('2027-03-14');
    await school.keep(
      aRecord('enrolment', 'E0', { customer: 'C1', program: 'G1' }),
      aRecord('enrolment', 'E1', { customer: 'C9', program: 'G1' }),
    );
    await school.sendAll();
    expect(school.mails).toHaveLength(1);
    await school.sweep();
    await school.planAll();
    await school.sendAll();
    expect(school.told()).toEqual(['c2@example.com 入門 第1回 豆', 'c1@example.com 入門 第1回 豆']);
    expect(school.rows().find(({ customer }) => customer === 'C1')?.path).toEqual({
      ...{ delivery: 'D1', enrolment: 'E0', program: 'G1' },
    });
  });
});
