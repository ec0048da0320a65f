import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messagePage } from '../../../lambda/domain/pages/message-page.ts';
import { type PreferencesPage, preferencesPage } from '../../../lambda/domain/pages/preferences-page.ts';
import { aStage } from '../../support/builders.ts';

const { sender } = aStage;
const receiving = { campaignStopped: false, allStopped: false, withheld: false };

async function render(changes: Partial<PreferencesPage> = {}): Promise<string> {
  const page: PreferencesPage = { locale: 'ja', sender, canStopCampaign: true, choice: receiving, ...changes };
  return String(await preferencesPage(page));
}

function buttons(page: string): readonly string[] {
  return [...page.matchAll(/value="([^"]+)"/g)].map(([, value]) => value ?? '');
}

describe('the preferences page', () => {
  it.each([
    [receiving, ['stop-campaign', 'stop-all']],
    [{ ...receiving, campaignStopped: true }, ['stop-all', 'resume']],
    [{ ...receiving, allStopped: true }, ['resume']],
    [{ ...receiving, campaignStopped: true, allStopped: true }, ['resume']],
    [{ ...receiving, withheld: true }, ['stop-campaign', 'stop-all']],
    [{ campaignStopped: true, allStopped: true, withheld: true }, []],
  ])('offers for %j the buttons %j', async (choice, wanted) => {
    expect(buttons(await render({ choice }))).toEqual(wanted);
  });

  it('shows a name as it is written, whatever is written', async () => {
    const plain = (await render({ campaignName: 'NAME' })).split('NAME');
    expect(plain.length).toBe(2);
    const entity = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
    const named = new Map(Object.entries(entity));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'<>"\'&;#ab名 /', '</h2>', '&lt;') }), async (name) => {
        const page = await render({ campaignName: name });
        const written = page.slice(plain[0]?.length, page.length - (plain[1]?.length ?? 0));
        expect(written).not.toMatch(/[<>"']/);
        expect(written.replace(/&(?:lt|gt|quot|#39|amp);/g, (text) => named.get(text) ?? '')).toBe(name);
      }),
    );
  });

  it('has one heading, which is also the title of the window', async () => {
    for (const done of [undefined, 'stop-campaign', 'stop-all', 'resume'] as const) {
      const page = await render({ campaignName: '誕生日', ...(done && { done }) });
      const [, heading, ...more] = page.split(/<\/?h1>/);
      expect(more).toHaveLength(1);
      expect(page).toContain(`<title>${heading} | ${sender.name}</title>`);
    }
  });

  it('says below who sends, from where, and whom to ask', async () => {
    for (const page of [await render(), String(await messagePage('not-found', 'en', sender))]) {
      const footer = page.slice(page.indexOf('<footer>'));
      for (const shown of [sender.name, sender.address, sender.contact]) expect(footer).toContain(shown);
    }
  });

  it('loads nothing and runs nothing', async () => {
    expect(await render()).not.toMatch(/<script|<img|<link|\bsrc=|\bhref=|\bon\w+=|\bstyle=|url\(/);
  });
});
