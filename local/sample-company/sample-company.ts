import { stringify } from 'csv-stringify/sync';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { customerRow } from './customer-row.ts';
import { sampleContracts } from './sample-contracts.ts';
import { castSize, sampleCustomers } from './sample-customers.ts';
import { sampleEvents } from './sample-events.ts';
import { sampleDeliveries, sampleEnrolments, samplePrograms } from './sample-programs.ts';
import { samplePurchases } from './sample-purchases.ts';

/**
 * The files of a made-up maker of espresso machines, by file name, in UTF-8 and with Japanese column labels. Every
 * starter campaign that runs daily has somebody due on `today` or within a few days. The same day gives the same files.
 */
export function sampleCompany(today: IsoDate): Readonly<Record<string, string>> {
  const customers = sampleCustomers(today);
  const others = customers.slice(castSize);
  const contracts = sampleContracts(today, customers.slice(14, 27), others);
  const purchases = samplePurchases(today, customers.slice(27, 34), others);
  const enrolments = sampleEnrolments(today, others);
  const events = sampleEvents(today, customers.slice(34, 38));
  return {
    'customers.csv': toCsv(customers.map((customer) => customerRow(customer, contracts, purchases))),
    'contracts.csv': toCsv(
      contracts.map(({ id, customer, name, endDate, status }) => ({
        契約ID: id,
        顧客ID: customer,
        契約名: name,
        契約終了日: endDate,
        契約状態: status,
      })),
    ),
    'purchases.csv': toCsv(
      purchases.map(({ id, customer, product, date }) => ({
        購入ID: id,
        顧客ID: customer,
        製品名: product,
        購入日: date,
      })),
    ),
    'programs.csv': toCsv(
      samplePrograms.map(({ id, name, next }) => ({ プログラムID: id, プログラム名: name, 次回配信: next })),
    ),
    'deliveries.csv': toCsv(
      sampleDeliveries(today).map(({ id, program, date, title, content }) => ({
        配信ID: id,
        プログラムID: program,
        配信日: date,
        件名: title,
        配信内容: content,
      })),
    ),
    'enrolments.csv': toCsv(
      enrolments.map(({ id, customer, program, date }) => ({
        購入ID: id,
        顧客ID: customer,
        プログラムID: program,
        購入日: date,
      })),
    ),
    'events.jsonl': events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  };
}

function toCsv(rows: readonly Readonly<Record<string, string>>[]): string {
  return stringify([...rows], { header: true });
}
