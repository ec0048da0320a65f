import juice from 'juice';
import { describe, expect, it } from 'vitest';
import { createStarterRenderer, readStarterCampaigns } from './read-starter-campaigns.ts';
import { starterContext } from './starter-context.ts';

const languages = ['ja', 'en'];
const campaigns = languages.flatMap((language) => readStarterCampaigns(language));
const cases = campaigns.map((campaign) => [`${campaign.language}/${campaign.id}`, campaign] as const);
const gmailClipsAtBytes = 102 * 1024;

describe('the starter campaigns', () => {
  it('cover every form of trigger in Japanese, and the first five in English', () => {
    const firstFive = [
      'birthday',
      'birthday-week-before',
      'contract-renewal',
      'contracts-ending-soon',
      'purchase-anniversary',
    ];

    expect(campaigns.filter(({ language }) => language === 'en').map(({ id }) => id)).toEqual(firstFive);
    expect(campaigns.filter(({ language }) => language === 'ja').map(({ id }) => id)).toEqual(
      [
        ...firstFive,
        'announcement',
        'document-follow-up',
        'monthly-letter',
        'program-delivery',
        'program-next-delivery',
      ].sort(),
    );
  });

  it('have a subject for each offset when the subjects differ', () => {
    for (const { frontMatter, subjects } of campaigns) {
      if ('' in subjects) continue;
      expect(Object.keys(subjects)).toEqual(frontMatter.trigger.offsets);
    }
  });
});

describe.each(cases)('%s', (_, campaign) => {
  const render = createStarterRenderer(campaign.language);
  const offsets = Object.keys(campaign.subjects);

  it.each(['full', 'sparse'] as const)('renders for a customer whose row is %s', (filled) => {
    for (const offset of offsets) {
      const context = starterContext(campaign, filled, offset || 'P1W');
      const subject = render(campaign.subjects[offset] ?? '', context);
      const html = render(campaign.body, context);

      expect(subject).not.toMatch(/\{\{|undefined|\[object|様様|「」|【】/);
      expect(subject.trim()).toBe(subject);
      expect(html).not.toMatch(/\{\{|undefined|\[object|「」|<strong><\/strong>|href=""/);
    }
  });

  it('sets the language, a preheader as the first words, and escapes what customers are called', () => {
    const html = render(campaign.body, starterContext(campaign, 'full'));

    expect(html).toContain(`<html lang="${campaign.language}">`);
    expect(html.slice(html.indexOf('<body'))).toMatch(/^<body>\s*(<[^>]+>\s*)*<div class="preheader">[^<]{20,}<\/div>/);
    expect(html).not.toContain('<珈琲>');
  });

  it('stays below the size at which Gmail cuts a mail, and loads nothing from elsewhere', () => {
    const html = juice(render(campaign.body, starterContext(campaign, 'full')));

    expect(Buffer.byteLength(html)).toBeLessThan(gmailClipsAtBytes);
    expect(html).not.toMatch(/<img|<link|<script|url\(|@import/);
  });

  it('keeps its variables when the styles are inlined before they are filled in', () => {
    const context = starterContext(campaign, 'full');
    const inlinedLast = juice(render(campaign.body, context));
    const partialBlock = campaign.body.replace(/\{\{#> layout\}\}|\{\{\/layout\}\}/g, '');

    const words = (html: string) => html.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, '').replace(/\s+/g, '');
    expect(words(inlinedLast)).toContain(words(render(juice(partialBlock), context)));
  });

  it(`says what a ${campaign.frontMatter.category} mail must say and nothing it must not`, () => {
    const html = render(campaign.body, starterContext(campaign, 'full'));
    const legal = [
      'https://mail.example.jp/u?t&#x3D;token',
      '見本珈琲機器株式会社',
      '東京都千代田区見本町1-2-3',
      '03-0000-0000',
    ];

    if (campaign.frontMatter.category === 'marketing') {
      for (const text of legal) expect(html).toContain(text);
    } else {
      expect(html).not.toMatch(/クーポン|割引|優待|OFF|キャンペーン|coupon|discount|offer/i);
    }
  });
});
