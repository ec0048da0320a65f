import type { SendView } from '../../view.ts';
import { readSendLog } from '../cloud.ts';
import { fill, h } from '../element.ts';
import { emptyNote } from '../empty-note.ts';
import { linkTo, type Route } from '../route.ts';
import { searchField } from '../search-field.ts';
import type { Page, Section } from '../section.ts';
import { stateTone } from '../state-tone.ts';
import { sendTable } from './send-table.ts';

const PAGE_SIZE = 200;

/** The send log: every candidate of every run, with its state and why. */
export function sendLogSection(page: Page): Section {
  const { words } = page;
  const t = words.log;
  const search = searchField('log-search', t.search, () => render());
  const campaign = h('select', {
    id: 'log-campaign',
    'aria-label': t.campaign,
    onchange: () => location.assign(linkTo('log', '', { state, campaign: campaign.value })),
  });
  const states = h('div', { class: 'chips', role: 'group', 'aria-label': t.states });
  const shown = h('p', { class: 'shown', role: 'status' });
  const rowsBox = h('div', { class: 'scroll table-box', tabindex: 0, role: 'region', 'aria-label': words.nav.log });
  const element = h(
    'div',
    { class: 'log' },
    h('div', { class: 'filters' }, search.element, campaign, shown),
    states,
    rowsBox,
  );
  let rows: readonly SendView[] = [];
  let limit = PAGE_SIZE;
  let state = '';
  let campaignId = '';

  function render() {
    const wanted = search.words();
    const found = rows.filter(
      (row) =>
        (campaignId === '' || row.campaign === campaignId) &&
        wanted.every((word) => `${row.customer} ${row.customerName} ${row.record}`.toLowerCase().includes(word)),
    );
    const inState = state === '' ? found : found.filter((row) => row.state === state);
    renderCampaigns();
    renderStates(found);
    shown.textContent = rows.length === 0 ? '' : t.shown(inState.length, rows.length);
    if (rows.length === 0) return fill(rowsBox, emptyNote('log', t.empty, t.emptyHint));
    if (inState.length === 0) return fill(rowsBox, emptyNote('search', t.none));
    const rest = inState.length - limit;
    const more =
      rest > 0 && h('button', { type: 'button', class: 'more', onclick: showMore }, t.more(Math.min(rest, PAGE_SIZE)));
    fill(rowsBox, sendTable(inState.slice(0, limit), page), more);
  }

  function showMore() {
    limit += PAGE_SIZE;
    render();
  }

  function renderCampaigns() {
    const names = new Map(rows.map((row) => [row.campaign, row.campaignName]));
    const option = (id: string, name: string) => h('option', { value: id, selected: id === campaignId }, name);
    fill(campaign, option('', t.allCampaigns), ...[...names].map(([id, name]) => option(id, name)));
  }

  function renderStates(found: readonly SendView[]) {
    const present = Object.keys(stateTone).filter(
      (known) => known === state || found.some((row) => row.state === known),
    );
    const chip = (key: string, text: string, count: number, tone: string) =>
      h(
        'a',
        {
          class: 'chip',
          id: `chip-${key || 'all'}`,
          'data-tone': tone,
          href: linkTo('log', '', { state: key, campaign: campaignId }),
          'aria-current': key === state && 'true',
        },
        text,
        h('span', { class: 'count' }, String(count)),
      );
    const labels: Readonly<Record<string, string>> = words.states;
    const tones: Readonly<Record<string, string>> = stateTone;
    fill(
      states,
      chip('', t.all, found.length, 'plain'),
      ...present.map((key) =>
        chip(key, labels[key] ?? key, found.filter((row) => row.state === key).length, tones[key] ?? 'calm'),
      ),
    );
  }

  return {
    element,
    show({ query }: Route) {
      state = query.get('state') ?? '';
      campaignId = query.get('campaign') ?? '';
      limit = PAGE_SIZE;
      render();
    },
    async refresh() {
      rows = await readSendLog();
      render();
    },
  };
}
