import { describe, expect, test } from 'vitest';
import type { Delay } from '../../lambda/domain/calendar/duration.ts';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import { eventRecord } from '../../lambda/domain/events/event-record.ts';
import { importEvents } from '../../lambda/use-cases/import/import-events.ts';
import { importFile } from '../../lambda/use-cases/import/import-file.ts';
import type { PlanMessage } from '../../lambda/use-cases/messages.ts';
import { sampleCompany } from '../../local/sample-company/sample-company.ts';
import { inChunks } from '../domain/import/file-bytes.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

interface Once {
  readonly name: string;
  readonly at: string;
  readonly message: PlanMessage;
}

const aDay: Delay = { kind: 'days', duration: { years: 0, months: 0, weeks: 0, days: 1 } };
const twoHours: Delay = { kind: 'time', ms: 7_200_000 };

function followUp(id: string, event: string, delay?: Delay, changes = {}) {
  return aVersion({ id, trigger: { kind: 'event', event, ...(delay && { delay }) }, at: '10:00', ...changes });
}

function aLine(changes: Readonly<Record<string, unknown>> = {}) {
  const at = '2027-03-14T08:00:00+09:00';
  return { id: 'E1', event: 'document-downloaded', customer: 'C1', at, data: { title: '導入ガイド' }, ...changes };
}

/** The id of the record that keeps an event of the file. */
function idOf(id: string, customer = 'C1'): string {
  return eventRecord({ ...aLine(), id, source: '', customer }).id;
}

/** A world with two customers, at 09:00 on 14 March 2027 in Tokyo, that remembers its schedules. */
async function anEventWorld(...versions: readonly CampaignVersion[]) {
  const world = aWorld();
  const scheduled: Once[] = [];
  await world.keep(
    aCustomer('C1'),
    aCustomer('C2', { email: 'Jiro@Example.com' }),
    aCustomer('C3', { email: undefined }),
  );
  await world.goLive(...versions);
  const once = async (name: string, atMs: number, message: PlanMessage) => {
    scheduled.push({ name, at: new Date(atMs).toISOString(), message });
  };
  const tools = { ...world.tools, schedules: { once } };
  const bringIn = (...lines: readonly unknown[]) => {
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    return importEvents(tools, { file: 'imports/events.jsonl', open: () => inChunks(Buffer.from(text), 100) });
  };
  return { ...world, scheduled, bringIn, tools };
}

describe('importing events', () => {
  test('an event is kept as a record, its data as JSON text', async () => {
    const { bringIn, tools } = await anEventWorld();
    expect(await bringIn(aLine())).toMatchObject({ file: 'events.jsonl', type: 'event', created: 1, rejected: 0 });
    expect((await tools.customers.get({ type: 'event', id: idOf('E1') }))?.fields).toEqual({
      name: 'document-downloaded',
      customer: 'C1',
      at: '2027-03-14T08:00:00+09:00',
      data: '{"title":"導入ガイド"}',
      eventId: 'E1',
    });
  });

  test('a campaign without delay starts at once, also when the event’s clock runs a little ahead', async () => {
    const { bringIn, planned, scheduled } = await anEventWorld(followUp('thanks', 'document-downloaded'));
    await bringIn(aLine(), aLine({ id: 'E2', at: '2027-03-14T09:04:00+09:00' }));
    expect(planned).toEqual([
      { kind: 'event', campaign: 'thanks', event: idOf('E1') },
      { kind: 'event', campaign: 'thanks', event: idOf('E2') },
    ]);
    expect(scheduled).toEqual([]);
  });

  test('an event that is announced ahead of its time waits for it', async () => {
    const { bringIn, planned, scheduled } = await anEventWorld(followUp('thanks', 'document-downloaded'));
    await bringIn(aLine({ at: '2027-03-14T09:30:00+09:00' }));
    expect(planned).toEqual([]);
    expect(scheduled.map(({ at, message }) => [at, message])).toEqual([
      ['2027-03-14T00:30:00.000Z', { kind: 'event', campaign: 'thanks', event: idOf('E1') }],
    ]);
  });

  test("a delay of days waits for that day at the campaign's time, one of hours exactly so long", async () => {
    const { bringIn, planned, scheduled } = await anEventWorld(
      followUp('next-day', 'document-downloaded', aDay),
      followUp('soon', 'document-downloaded', twoHours),
    );
    await bringIn(aLine());
    expect(planned).toEqual([]);
    expect(scheduled.map(({ at, message }) => [at, message])).toEqual([
      ['2027-03-15T01:00:00.000Z', { kind: 'event', campaign: 'next-day', event: idOf('E1') }],
      ['2027-03-14T01:00:00.000Z', { kind: 'event', campaign: 'soon', event: idOf('E1') }],
    ]);
  });

  test('what has already come due starts at once', async () => {
    const { bringIn, planned, scheduled } = await anEventWorld(followUp('next-day', 'document-downloaded', aDay));
    await bringIn(aLine({ at: '2027-03-12T23:59:00+09:00' }));
    expect(planned).toHaveLength(1);
    expect(scheduled).toEqual([]);
  });

  test('only live, enabled campaigns for this event start', async () => {
    const { bringIn, planned } = await anEventWorld(
      followUp('other', 'seminar-attended'),
      followUp('paused', 'document-downloaded', undefined, { enabled: false }),
      aVersion(),
    );
    expect(await bringIn(aLine())).toMatchObject({ created: 1 });
    expect(planned).toEqual([]);
  });

  test('an event known already is offered again, under the same name', async () => {
    const { bringIn, scheduled } = await anEventWorld(followUp('next-day', 'document-downloaded', aDay));
    await bringIn(aLine());
    expect(await bringIn(aLine())).toMatchObject({ created: 0, unchanged: 1 });
    expect(scheduled).toHaveLength(2);
    expect(scheduled[1]).toEqual(scheduled[0]);
  });

  test('an address names its customer, in any letter case, and customers are read only if one does', async () => {
    const { tools, bringIn, planned } = await anEventWorld(followUp('thanks', 'document-downloaded'));
    const { find } = tools.customers;
    let finds = 0;
    tools.customers.find = (...question) => {
      finds += 1;
      return find(...question);
    };
    await bringIn(aLine());
    expect(finds).toBe(0);
    const byEmail = { customer: undefined, email: 'jiro@example.com' };
    await bringIn(aLine({ id: 'E2', ...byEmail }), aLine({ id: 'E3', ...byEmail }));
    expect(finds).toBeGreaterThan(0);
    expect((await tools.customers.get({ type: 'event', id: idOf('E2', 'C2') }))?.fields.customer).toBe('C2');
    expect(planned).toHaveLength(3);
  });

  test('nobody known, or several with the address, is a problem of the line', async () => {
    const { bringIn, keep, planned } = await anEventWorld(followUp('thanks', 'document-downloaded'));
    await keep(aCustomer('C4', { email: 'jiro@example.com' }));
    const summary = await bringIn(
      aLine({ customer: 'C9' }),
      'これはJSONではない',
      '',
      aLine({ id: 'E2', customer: undefined, email: 'jiro@example.com' }),
      aLine({ id: 'E3', customer: undefined, email: 'nobody@example.com' }),
      aLine({ id: 'E4' }),
    );
    expect(summary).toMatchObject({ created: 1, rejected: 4 });
    expect(summary.problems.map(({ row, column, value }) => [row, column, value])).toEqual([
      [1, 'customer', 'C9'],
      [2, '', 'これはJSONではない'],
      [4, 'email', 'jiro@example.com'],
      [5, 'email', 'nobody@example.com'],
    ]);
    expect(summary.problems[2]?.explanation.ja).toContain('C2, C4');
    expect(planned).toEqual([{ kind: 'event', campaign: 'thanks', event: idOf('E4') }]);
  });

  test('of one event twice in a file the last line counts', async () => {
    const { bringIn, tools, planned } = await anEventWorld(followUp('thanks', 'document-downloaded'));
    expect(await bringIn(aLine(), aLine({ data: { title: '訂正' } }))).toMatchObject({ created: 1, rejected: 0 });
    expect((await tools.customers.get({ type: 'event', id: idOf('E1') }))?.fields.data).toBe('{"title":"訂正"}');
    expect(planned).toHaveLength(1);
  });

  test('the events of two systems, or of two customers, may have one number', async () => {
    const { bringIn, planned, tools } = await anEventWorld(followUp('thanks', 'document-downloaded'));
    const lines = [aLine(), aLine({ source: 'shop' }), aLine({ customer: 'C2' }), aLine({ event: 'seminar-attended' })];
    expect(await bringIn(...lines)).toMatchObject({ created: 4 });
    expect(planned).toHaveLength(3);
    expect(await bringIn(...lines)).toMatchObject({ created: 0, unchanged: 4 });
    expect(new Set(planned.map((message) => JSON.stringify(message))).size).toBe(3);
    const { items } = await tools.customers.find({ by: 'type', type: 'event' });
    const kept = await tools.customers.getMany(items.map((id) => ({ type: 'event', id })));
    expect([...kept.values()].map(({ fields }) => fields.source ?? '').sort()).toEqual(['', '', '', 'shop']);
  });

  test('an address names its customer, though it was typed in full-width letters', async () => {
    const { bringIn, planned } = await anEventWorld(followUp('thanks', 'document-downloaded'));
    const byEmail = { customer: undefined, email: 'ｊｉｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ\u200b' };
    expect(await bringIn(aLine({ id: '\u200bE9', ...byEmail }))).toMatchObject({ created: 1, rejected: 0 });
    expect(planned).toEqual([{ kind: 'event', campaign: 'thanks', event: idOf('E9', 'C2') }]);
  });

  test('the record is there before its campaign is started', async () => {
    const { bringIn, tools } = await anEventWorld(followUp('thanks', 'document-downloaded'));
    const kept: boolean[] = [];
    tools.queues.plan = async () => {
      kept.push((await tools.customers.get({ type: 'event', id: idOf('E1') })) !== undefined);
    };
    await bringIn(aLine());
    expect(kept).toEqual([true]);
  });

  test('the sample company comes in without a problem, customers first', async () => {
    const { tools } = await anEventWorld(followUp('thanks', 'document-downloaded', aDay));
    for (const [file, text] of Object.entries(sampleCompany('2027-03-14'))) {
      const summary = await importFile(tools, { file, open: () => inChunks(Buffer.from(text), 997) });
      expect(summary).toMatchObject({ file, rejected: 0, problems: [] });
    }
  });
});
