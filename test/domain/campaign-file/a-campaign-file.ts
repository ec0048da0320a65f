import type { Problem } from '../../../lambda/domain/campaign/problem.ts';
import {
  type CampaignFile,
  type CompiledCampaignFile,
  compileCampaignFile,
} from '../../../lambda/domain/campaign-file/compile-campaign-file.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import type { StageConfig } from '../../../lambda/domain/stage-config.ts';

export const aStage: StageConfig = {
  name: 'test',
  locale: 'ja',
  timeZone: 'Asia/Tokyo',
  consentPolicy: 'existing-customer',
  sender: { name: '節目珈琲', email: 'mail@example.jp', address: '東京都千代田区1-1', contact: '03-0000-0000' },
  defaultChannel: 'marketing',
  defaultApprover: 'owner',
  digestAt: '08:30',
  remindApproverAfterHours: 4,
  softBounceLimit: 3,
  recordModel: defaultRecordModel,
};

const partials = new Map([
  ['layout', '<div>{{> @partial-block}}</div>'],
  ['greeting', '<p>\n  {{name}}様</p>'],
  ['broken', '<p>\n  {{oops}}</p>'],
  ['unclosed', '{{#if name}}'],
  ['loop', '{{> loop}}'],
  ['footer', '<a href="{{unsubscribeUrl}}">x</a>{{sender.name}} {{sender.address}} {{sender.contact}}'],
]);

/** A file's settings as they are typed, by key; undefined leaves one out. */
export type Settings = Readonly<Record<string, string | undefined>>;

const defaults: Settings = {
  name: '試し',
  trigger: '{ every: year, on: customer.birthday }',
  category: 'contract',
  subject: '"件名"',
};

/** Five lines of front matter settings (name 2, trigger 3, category 4, subject 5), then the others; the body after `---`. */
export function aCampaignFile(settings: Settings = {}, body = '<p>こんにちは</p>'): string {
  const lines = Object.entries({ ...defaults, ...settings }).filter(([, value]) => value !== undefined);
  return ['---', ...lines.map(([key, value]) => `${key}: ${value}`), '---', body].join('\n');
}

/** Compiles a file as `campaigns/test.hbs` on 1 January 2027. */
export function compile(source: string, changes: Partial<CampaignFile> = {}): CompiledCampaignFile {
  return compileCampaignFile({
    file: 'campaigns/test.hbs',
    source,
    partials,
    stage: aStage,
    model: defaultRecordModel,
    nowMs: Date.UTC(2027, 0, 1),
    identityOf: (id) => id,
    ...changes,
  });
}

/** The version of a file that must be sound. */
export function versionOf(source: string, changes: Partial<CampaignFile> = {}) {
  const result = compile(source, changes);
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  return result.version;
}

/** What is wrong with a file. */
export function problemsOf(source: string, changes: Partial<CampaignFile> = {}): readonly Problem[] {
  const result = compile(source, changes);
  return result.kind === 'invalid' ? result.problems : [];
}
