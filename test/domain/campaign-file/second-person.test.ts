import { describe, expect, it } from 'vitest';
import type { StageConfig } from '../../../lambda/domain/stage-config.ts';
import { aCampaignFile, aStage, problemsOf, type Settings, versionOf } from './a-campaign-file.ts';

const signIn = { issuer: 'https://id.example.jp', clientId: 'fushime', deputies: [] };
const stage: StageConfig = { ...aStage, signIn };
const demanded: Settings = { approval: 'always', secondPerson: 'true' };
const marketer = 'marketer@example.jp';

function messages(settings: Settings, changes: Parameters<typeof problemsOf>[1], body?: string): readonly string[] {
  return problemsOf(aCampaignFile(settings, body), changes).map(
    ({ file, line, column, message }) => `${file}:${line}:${column}: ${message.en}`,
  );
}

describe('secondPerson', () => {
  it('is not demanded unless the file says so', () => {
    expect(versionOf(aCampaignFile(), { stage }).campaign.secondPerson).toBeUndefined();
    expect(versionOf(aCampaignFile({ secondPerson: 'false' })).campaign.secondPerson).toBeUndefined();
    expect(versionOf(aCampaignFile(demanded), { stage }).campaign.secondPerson).toBe(true);
    expect(versionOf(aCampaignFile({ secondPerson: 'true' }), { stage }).campaign.secondPerson).toBe(true);
  });

  it('is true or false', () => {
    expect(messages({ secondPerson: 'はい' }, { stage })).toEqual([
      'campaigns/test.hbs:6:15: This must be true or false.',
    ]);
  });

  it('needs a stage whose approvers sign in, and mails that somebody approves', () => {
    expect(messages({ approval: 'never', secondPerson: 'true' }, {})).toEqual([
      'campaigns/test.hbs:7:15: secondPerson works only where approvers sign in: a name that somebody types proves nothing. Ask the platform team to set up signIn.',
      'campaigns/test.hbs:7:15: secondPerson cannot go with approval: never. Write always or flagged.',
    ]);
    const [problem] = problemsOf(aCampaignFile(demanded));
    expect(problem?.message.ja).toContain('承認者がサインインする環境でだけ使えます');
  });
});

describe('who uploaded a campaign that demands a second person', () => {
  const body = '<p>{{name}}</p>{{> footer}}';

  it('is not asked before it is uploaded', () => {
    expect(messages(demanded, { stage }, body)).toEqual([]);
  });

  it('must be known of the file and of each partial in it', () => {
    const uploaders = new Map([['footer', 'designer@example.jp']]);
    expect(messages(demanded, { stage, uploaders: new Map([...uploaders, ['', marketer]]) }, body)).toEqual([]);
    expect(messages(demanded, { stage, uploaders }, body)).toEqual([
      'campaigns/test.hbs:7:1: secondPerson needs to know who uploads. Upload campaigns/test.hbs again with your own address as its metadata uploaded-by: aws s3 cp test.hbs s3://…/campaigns/test.hbs --metadata uploaded-by=you@example.jp, or add x-amz-meta-uploaded-by under Metadata in the S3 console.',
    ]);
    expect(messages(demanded, { stage, uploaders: new Map([['', marketer]]) }, body)).toEqual([
      expect.stringMatching(/^campaigns\/test\.hbs:7:1: .* Upload partials\/footer\.hbs again/),
    ]);
  });

  it('must be an address', () => {
    const uploaders = new Map([['', '鈴木']]);
    expect(messages(demanded, { stage, uploaders })).toHaveLength(1);
  });

  it('is nobody’s business otherwise', () => {
    expect(messages({ approval: 'always' }, { stage, uploaders: new Map() }, body)).toEqual([]);
  });
});
