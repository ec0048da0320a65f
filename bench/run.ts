import { parse } from 'csv-parse/sync';
import { Temporal } from 'temporal-polyfill/implementation';
import { plainHasher, silentLog } from '../cli/rehearsal/quiet-ports.ts';
import { createMemoryCustomerStore } from '../lambda/adapters/memory/memory-customer-store.ts';
import { createMemoryRefusalStore } from '../lambda/adapters/memory/memory-refusal-store.ts';
import { composeMime } from '../lambda/adapters/ses/compose-mime.ts';
import { duesOn } from '../lambda/domain/calendar/due.ts';
import { japaneseBusinessCalendar } from '../lambda/domain/calendar/japanese-business-calendar.ts';
import { compileMessage } from '../lambda/domain/message/compile-message.ts';
import { defaultRecordModel } from '../lambda/domain/records/default-record-model.ts';
import { importRecords } from '../lambda/use-cases/import/import-records.ts';
import { local } from '../lib/config/local.ts';
import { toTable } from '../local/run/to-table.ts';
import { sampleCompany } from '../local/sample-company/sample-company.ts';
import { aVersion, onBirthday } from '../test/support/builders.ts';
import { type Comparison, measure } from './measure.ts';
import { measureSendRate } from './send-at-rate.ts';

const dates = Array.from({ length: 20_000 }, (_, index) => {
  const day = Temporal.PlainDate.from('1950-01-01').add({ days: (index * 37) % 25_000 });
  return day.toString();
});
const dueCalendar = { businessDays: 'any', calendar: japaneseBusinessCalendar } as const;

const version = aVersion(
  {},
  { html: `<p>{{name}}様</p>${'<p>本文です。{{#if company}}{{company}}{{/if}}</p>'.repeat(40)}` },
);
const context = { name: '山田 花子', company: '株式会社みなも', unsubscribeUrl: 'https://example.jp/u/1' };
const render = compileMessage(version);

const mail = {
  from: { name: '株式会社ミナモ珈琲機器', address: 'info@minamo-coffee.example.jp' },
  to: { name: '山田 花子', address: 'hanako@example.com' },
  ...render(context, ''),
  unsubscribeUrl: 'https://example.jp/u/1',
  tags: {},
};

const table = manyRows(sampleCompany('2027-03-14')['customers.csv'] ?? '', 20);
const rows = table.split('\n').length - 2;

const comparisons: readonly Comparison[] = [
  {
    name: 'due dates of 20,000 birthdays',
    ours: () => dates.map((date) => duesOn(onBirthday.rule, date, '2027-03-14', dueCalendar)),
    peerName: 'the same by Temporal',
    peer: () => dates.map((date) => isBirthdayByTemporal(date)),
    operations: dates.length,
  },
  {
    name: 'a mail’s words, template compiled once',
    ours: () => repeat(200, () => render(context, '')),
    peerName: 'compiled for each mail',
    peer: () => repeat(200, () => compileMessage(version)(context, '')),
    operations: 200,
  },
  {
    name: 'a mail as MIME',
    ours: () => repeat(200, () => composeMime(mail, 0)),
    peerName: 'floor: base64 of its two bodies',
    peer: () => repeat(200, () => [mail.html, mail.text].map((text) => Buffer.from(text).toString('base64'))),
    operations: 200,
  },
  {
    name: `a customer row of ${rows}, read, checked and stored in memory`,
    ours: () =>
      importRecords(
        {
          customers: createMemoryCustomerStore({ model: defaultRecordModel }),
          refusals: createMemoryRefusalStore(),
          ...{ stage: local.stage, log: silentLog, hasher: plainHasher, clock: { nowMs: () => 0 } },
        },
        { file: 'customers.csv', open: () => new Blob([table]).stream() },
      ),
    peerName: 'floor: csv-parse alone',
    peer: () => parse(table),
    operations: rows,
  },
];

function repeat(times: number, work: () => unknown): unknown[] {
  return Array.from({ length: times }, work);
}

function isBirthdayByTemporal(date: string): boolean {
  const { month, day } = Temporal.PlainDate.from(date);
  return Temporal.PlainMonthDay.from({ month, day }).toPlainDate({ year: 2027 }).toString() === '2027-03-14';
}

/** The table's rows over and over, each with an id of its own. */
function manyRows(csv: string, times: number): string {
  const [heading = '', ...lines] = csv.trimEnd().split('\n');
  const copies = Array.from({ length: times }, (_, copy) => lines.map((line) => line.replace(/^C/, `C${copy}-`)));
  return `${[heading, ...copies.flat()].join('\n')}\n`;
}

const measured = [];
for (const comparison of comparisons) measured.push(await measure(comparison));
const lines = measured.map(({ name, oursUs, peerName, peerUs, ratio }) => [
  ...[name, oursUs.toFixed(2), peerName, peerUs.toFixed(2), `${ratio.toFixed(2)} ×`],
]);
process.stdout.write(`${toTable(['what', 'µs', 'against', 'µs', 'against ÷ ours'], lines)}\n`);

/** The promise (ADR 0020): at least so much of the rate used, less than so much of the calls throttled. */
const rateFloors = { usedShare: 0.95, throttledShare: 0.01 };
const sendRates = [];
for (const maxSendRate of [14, 200]) sendRates.push(await measureSendRate(maxSendRate, 15));
const rateLines = sendRates.map((seen) => [
  `${seen.maxSendRate} mails a second`,
  `${seen.usedShare.toFixed(3)} (floor ${rateFloors.usedShare})`,
  `${seen.throttledShare.toFixed(4)} (below ${rateFloors.throttledShare})`,
  ...[seen.writesPerMail.toFixed(2), seen.failedWritesPerMail.toFixed(3)],
]);
const rateHead = ['a backlog at', 'share of the rate used', 'share throttled', 'lease writes a mail', 'of them failed'];
process.stdout.write(`\n${toTable(rateHead, rateLines)}\n`);
