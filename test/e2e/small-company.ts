import { stringify } from 'csv-stringify/sync';
import type { BucketFile } from '../../lambda/ports.ts';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { type LocalCloudOptions, startLocalCloud } from '../../local/cloud/start-local-cloud.ts';
import { eveOfDayMs } from '../../local/run/day-bounds.ts';
import type { ImportFile } from '../../local/run/load-files.ts';
import { synthesize } from '../../local/run/synthesize.ts';

const zones = ['Asia/Tokyo'];

/** A customer as the columns of a CSV file say it, in the order of the headings. */
const headings = [
  '顧客ID',
  '会社名',
  '氏名',
  'メールアドレス',
  '担当者',
  '担当者メールアドレス',
  '誕生日',
  '契約終了日',
  '備考',
  '自動メール停止フラグ',
];
const keys = [
  'id',
  'company',
  'name',
  'email',
  'owner',
  'ownerEmail',
  'birthday',
  'contractEnd',
  'note',
  'stopped',
] as const;

/** The cells of one customer's row. */
export type CustomerRow = Readonly<Record<(typeof keys)[number], string>>;

/** Opens the local cloud of the `local` stage at the start of a day in Tokyo; mail leaves as fast as it can. */
export async function openCloudOn(
  date: string,
  { outdir, ...options }: Partial<LocalCloudOptions> = {},
): Promise<LocalCloud> {
  return startLocalCloud({
    outdir: outdir ?? (await synthesize(local)),
    startMs: eveOfDayMs(date, zones),
    ...options,
    ses: { maxSendRate: 1_000, ...options.ses },
  });
}

/** A customer who may be mailed, unless told otherwise. */
export function aCustomerRow(id: string, changes: Partial<CustomerRow> = {}): CustomerRow {
  return {
    id,
    company: `${id}商店`,
    name: '山田 花子',
    email: mailOf(id),
    owner: '佐藤',
    ownerEmail: 'sato@minamo-coffee.example.jp',
    birthday: '',
    contractEnd: '',
    note: '',
    stopped: '',
    ...changes,
  };
}

/** The address that a customer has unless told otherwise. */
export function mailOf(id: string): string {
  return `${id.toLowerCase()}@example.com`;
}

/** The rows as a CSV file's text, under their headings. */
export function customersCsv(rows: readonly CustomerRow[]): string {
  return stringify([headings, ...rows.map((row) => keys.map((key) => row[key]))]);
}

/** A file to import. */
export function anImportFile(name: string, text: string): ImportFile {
  return { name, open: () => new Blob([text]).stream() };
}

/** A sound campaign of category `contract`; `settings` are further lines of its front matter. */
export function aCampaignFile(id: string, settings: readonly string[], body = '<p>{{name}}様</p>'): BucketFile {
  const lines = ['---', `name: ${id}の案内`, 'category: contract', 'subject: "{{name}}様へ"', ...settings, '---', body];
  return { key: `campaigns/${id}.hbs`, text: `${lines.join('\n')}\n` };
}

/** The same as marketing: the body gets the footer that the law wants. */
export function aMarketingFile(id: string, settings: readonly string[], body = '<p>{{name}}様</p>'): BucketFile {
  const footer =
    '<p>{{sender.name}} {{sender.address}} {{sender.contact}} <a href="{{unsubscribeUrl}}">配信停止</a></p>';
  const { key, text } = aCampaignFile(id, settings, body + footer);
  return { key, text: text.replace('category: contract', 'category: marketing') };
}

/** A campaign on every birthday, at 09:00. */
export function aBirthdayCampaign(id = 'birthday', body?: string): BucketFile {
  return aCampaignFile(id, ['trigger: { every: year, on: customer.birthday }'], body);
}
