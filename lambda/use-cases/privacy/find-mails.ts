import { addDays, type IsoDate } from '../../domain/calendar/plain-date.ts';
import { inOrder, isAskedFor, type MailFilter } from '../../domain/privacy/mail-filter.ts';
import { parseRecordName } from '../../domain/records/record.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { CustomerReader, SendLog } from '../../ports.ts';
import { pagesOf } from '../pages-of.ts';

/** Where rows of the send log are looked up. */
export interface MailSources {
  readonly sendLog: Pick<SendLog, 'ofCustomer' | 'byRun' | 'getMany'>;
  readonly customers: Pick<CustomerReader, 'find' | 'getMany'>;
  readonly stage: { readonly recordModel: RecordModel };
}

/** A customer's rows, by due day. */
export async function mailsOfCustomer(
  { sendLog }: Pick<MailSources, 'sendLog'>,
  customer: string,
  filter: MailFilter,
): Promise<readonly SendRow[]> {
  const rows = await sendLog.ofCustomer(customer, '');
  return inOrder(rows.filter((row) => isAskedFor(filter, row)));
}

/** A campaign's rows from a due day to another, by due day. */
export async function mailsOfCampaign(
  { sendLog }: Pick<MailSources, 'sendLog'>,
  filter: MailFilter & { readonly campaign: string; readonly from: IsoDate; readonly to: IsoDate },
): Promise<readonly SendRow[]> {
  const rows: SendRow[] = [];
  for (let day = filter.from; day <= filter.to; day = addDays(day, 1)) {
    for await (const refs of pagesOf((cursor) => sendLog.byRun(filter.campaign, day, cursor))) {
      rows.push(...[...(await sendLog.getMany(refs)).values()].filter((row) => isAskedFor(filter, row)));
    }
  }
  return inOrder(rows);
}

/** The customers that have an address or once had it, themselves or in a record that refers to them. By the address's keyed hash. */
export async function customersAt(sources: MailSources, hash: string): Promise<readonly string[]> {
  const { customers, stage } = sources;
  const found = new Set<string>();
  for (const { type } of stage.recordModel.filter(hasAddress)) {
    for await (const ids of pagesOf((cursor) => customers.find({ by: 'address', type, hash }, cursor))) {
      for (const id of ids) for (const customer of await ownersOf(sources, type, id)) found.add(customer);
    }
  }
  return [...found].sort();
}

function hasAddress({ fields }: RecordModel[number]): boolean {
  return fields.some(({ kind, key }) => kind === 'email' && key !== 'owner.email');
}

/** The customers that a record leads to, by the references that the model declares. */
async function ownersOf(
  { customers, stage }: Pick<MailSources, 'customers' | 'stage'>,
  type: string,
  id: string,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const seen = new Set<string>();
  let reached: readonly string[] = [`${type}/${id}`];
  while (reached.length > 0) {
    const refs = reached.filter((name) => !seen.has(name)).map(parseRecordName);
    for (const ref of refs) seen.add(`${ref.type}/${ref.id}`);
    for (const ref of refs) if (ref.type === 'customer') found.add(ref.id);
    const records = await customers.getMany(refs.filter((ref) => ref.type !== 'customer'));
    reached = [...records.values()].flatMap((record) => {
      const fields = stage.recordModel.find((each) => each.type === record.type)?.fields ?? [];
      return fields.flatMap(({ key, target }) => {
        const value = record.fields[key];
        return target === undefined || typeof value !== 'string' || value === '' ? [] : [`${target}/${value}`];
      });
    });
  }
  return [...found];
}
