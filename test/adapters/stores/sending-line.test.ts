import { expect, test } from 'vitest';
import { createSendingLine } from '../../../lambda/adapters/dynamo/control/sending-line.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine, describeStores } from './backends.ts';

const nowMs = Date.parse('2027-03-14T00:00:00.000Z');
const latestMs = nowMs + 1_000;

describeStores('the line of mails', (stores) => {
  test('begins now where nobody stands, and goes on where it ended', async () => {
    const line = await stores.sendingLine();
    expect(await line.join({ nowMs, spanMs: 300, latestMs })).toEqual({ taken: true, fromMs: nowMs });
    expect(await line.join({ nowMs, spanMs: 72.5, latestMs })).toEqual({ taken: true, fromMs: nowMs + 300 });
    expect(await line.join({ nowMs, spanMs: 72.5, latestMs })).toEqual({ taken: true, fromMs: nowMs + 372.5 });
  });

  test('begins anew when it has ended: time that nobody used is not saved up', async () => {
    const line = await stores.sendingLine();
    await line.join({ nowMs, spanMs: 300, latestMs });
    const laterMs = nowMs + 60_000;
    const joined = await line.join({ nowMs: laterMs, spanMs: 300, latestMs: laterMs });
    expect(joined).toEqual({ taken: true, fromMs: laterMs });
  });

  test('lets nobody in who cannot wait so long, tells where it ends, and is no longer for it', async () => {
    const line = await stores.sendingLine();
    await line.join({ nowMs, spanMs: 1_000.5, latestMs });
    expect(await line.join({ nowMs, spanMs: 300, latestMs })).toEqual({ taken: false, fromMs: nowMs + 1_000.5 });
    const patient = { nowMs, spanMs: 300, latestMs: nowMs + 1_001 };
    expect(await line.join(patient)).toEqual({ taken: true, fromMs: nowMs + 1_000.5 });
  });

  test('gives every mail a place of its own when all ask at once', async () => {
    const line = await stores.sendingLine();
    const asked = Array.from({ length: 20 }, () => line.join({ nowMs, spanMs: 10, latestMs }));
    const begun = (await Promise.all(asked)).map(({ fromMs }) => fromMs - nowMs).sort((a, b) => a - b);
    expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index * 10));
  });

  test('is not blocked by a clock that was far ahead, or has been set back', async () => {
    const line = await stores.sendingLine();
    const aheadMs = nowMs + 86_400_000;
    await line.join({ nowMs: aheadMs, spanMs: 300, latestMs: aheadMs });
    expect(await line.join({ nowMs, spanMs: 300, latestMs })).toEqual({ taken: true, fromMs: nowMs });
  });
});

for (const engine of dynamoEngines) {
  describeEngine('standing in line', engine, (running) => {
    test('costs one write for each stretch of a backlog, also where several functions take turns', async () => {
      const client = running().createClient();
      const table = await createTable(client, 'Control');
      const lines = [createSendingLine({ client, table }), createSendingLine({ client, table })];
      for (const line of lines) await line.join({ nowMs, spanMs: 1, latestMs });
      const calls: string[] = [];
      // Failed writes cost as much, and are to be seen here too.
      client.middlewareStack.add(
        (next, context) => (args) => {
          calls.push(String(context.commandName));
          return next(args);
        },
        { step: 'initialize', name: 'count' },
      );
      for (let turn = 0; turn < 5; turn += 1) {
        // Each function's own stretch is over when it comes again, the line is not.
        const turnMs = nowMs + turn * 20;
        for (const line of lines) await line.join({ nowMs: turnMs, spanMs: 10, latestMs: turnMs + 1_000 });
      }
      expect(calls).toEqual(Array.from({ length: 10 }, () => 'UpdateItemCommand'));
    });
  });
}
