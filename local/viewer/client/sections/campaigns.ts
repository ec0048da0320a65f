import type { CampaignView } from '../../view.ts';
import { readCampaigns } from '../cloud.ts';
import { fill, h } from '../element.ts';
import { emptyNote } from '../empty-note.ts';
import { dayWords, shortMoment } from '../format.ts';
import { linkTo } from '../route.ts';
import type { Page, Section } from '../section.ts';

const stateTones = { live: 'good', disabled: 'calm', withdrawn: 'calm', rejected: 'bad' } as const;

/** The campaigns: when each runs next, what it has sent, and what is wrong with its file. */
export function campaignsSection(page: Page): Section {
  const { words, locale } = page;
  const t = words.campaigns;
  const list = h('div', { class: 'campaign-list' });
  const element = h('div', { class: 'scroll', tabindex: 0 }, list);
  let campaigns: readonly CampaignView[] = [];

  function render() {
    if (campaigns.length === 0) fill(list, emptyNote('campaign', t.empty, t.emptyHint));
    else fill(list, ...campaigns.map(card));
  }

  function card(campaign: CampaignView): HTMLElement {
    const { id, name, state, trigger, category, sent, held, publishedAtMs, problems } = campaign;
    const fact = (label: string, value: string) => h('div', {}, h('dt', {}, label), h('dd', {}, value));
    return h(
      'article',
      { class: 'campaign', 'data-state': state },
      h(
        'header',
        {},
        h('h3', {}, name),
        h('code', {}, `${id}.hbs`),
        h('span', { class: 'chip', 'data-tone': stateTones[state] }, t.states[state]),
        category && h('span', { class: 'tag' }, t.category[category]),
      ),
      trigger && h('p', { class: 'campaign-trigger' }, trigger[locale]),
      h(
        'dl',
        { class: 'facts' },
        fact(t.nextRun, nextRun(campaign)),
        fact(t.sent, words.count(sent)),
        held > 0 && fact(t.held, words.count(held)),
        publishedAtMs !== undefined && fact(t.published, shortMoment(publishedAtMs, page.state().timeZone, locale)),
      ),
      problems.length > 0 &&
        h(
          'div',
          { class: 'campaign-problems' },
          h('p', {}, h('strong', {}, t.problems), ' ', state === 'live' && t.oldStays),
          h(
            'ul',
            {},
            ...problems.map(({ line, column, message }) =>
              h('li', {}, h('code', {}, `${line}:${column}`), ' ', message[locale]),
            ),
          ),
        ),
      h('a', { class: 'campaign-log', href: linkTo('log', '', { campaign: id }) }, t.showLog),
    );
  }

  function nextRun({ nextRun: day, at, timeZone, state, onEvent }: CampaignView): string {
    if (day === undefined) return onEvent && state === 'live' ? t.onEvent : t.noNextRun;
    const zone = timeZone !== undefined && timeZone !== page.state().timeZone ? ` ${timeZone}` : '';
    return `${dayWords(day, locale)} ${at ?? ''}${zone}`.trim();
  }

  return {
    element,
    show: render,
    async refresh() {
      campaigns = await readCampaigns();
      render();
    },
  };
}
