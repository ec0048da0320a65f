import type { CardView } from '../../view.ts';
import { cardIn, renderCard } from '../card/render-card.ts';
import { choice } from '../choice.ts';
import { readCards } from '../cloud.ts';
import { fill, h } from '../element.ts';
import { emptyNote } from '../empty-note.ts';
import { dayWords, isoDay, timeWords } from '../format.ts';
import { icon } from '../icon.ts';
import { linkTo, type Route } from '../route.ts';
import type { Page, Section } from '../section.ts';

const PAGE_SIZE = 60;

/** The posts to Teams, each channel a thread as Teams would show it. */
export function teamsSection(page: Page): Section {
  const { words } = page;
  const t = words.teams;
  const places = h('nav', { class: 'places', 'aria-label': t.places });
  const thread = h('div', { class: 'thread' });
  const scroll = h('div', { class: 'scroll', tabindex: 0 }, thread);
  let width: 'wide' | 'narrow' = 'wide';
  const widths = choice(
    words.mails.width,
    [
      ['wide', words.mails.wide],
      ['narrow', words.mails.narrow],
    ],
    width,
    (key) => {
      width = key;
      thread.dataset.width = key;
    },
  );
  const element = h('div', { class: 'teams' }, h('div', { class: 'teams-head' }, places, widths), scroll);
  let cards: readonly CardView[] = [];
  let place = '';
  let shown = '';

  function render() {
    const names = [...new Set(cards.map((card) => card.place))];
    const current = names.includes(place) ? place : (names[0] ?? '');
    fill(
      places,
      ...names.map((name) =>
        h(
          'a',
          { href: linkTo('teams', name), 'aria-current': name === current && 'page' },
          name,
          h('span', { class: 'count' }, String(cards.filter((card) => card.place === name).length)),
        ),
      ),
    );
    const here = cards.filter((card) => card.place === current);
    // Posts never change: only what is new is added, so that nothing that is being read moves or folds.
    const key = `${current}/${document.documentElement.dataset.theme ?? ''}`;
    if (here.length === 0) {
      fill(thread, emptyNote('teams', t.empty, t.emptyHint));
      shown = '';
      return;
    }
    const before = shown === key ? thread.querySelectorAll('.post').length : 0;
    const first = Math.max(0, here.length - PAGE_SIZE);
    if (shown !== key || before > here.length - first) fill(thread);
    shown = key;
    const fresh = here.slice(first + thread.querySelectorAll('.post').length);
    let day = [...thread.querySelectorAll<HTMLElement>('.post')].at(-1)?.dataset.day ?? '';
    for (const card of fresh) {
      const cardDay = isoDay(card.atMs, page.state().timeZone);
      if (cardDay !== day) thread.append(h('h3', { class: 'day' }, dayWords(cardDay, page.locale)));
      day = cardDay;
      thread.append(post(card, cardDay));
    }
    if (fresh.length > 0) scroll.scrollTop = scroll.scrollHeight;
  }

  function post(card: CardView, day: string): HTMLElement {
    const body = h('div', { class: 'post-body' });
    const taken = card.status !== undefined && card.status < 300;
    const asCard = () => fill(body, renderCard(card.payload) ?? h('p', { class: 'note' }, t.unreadable));
    const text = JSON.stringify(card.payload, null, 2);
    const asJson = () => fill(body, h('pre', { class: 'raw', tabindex: 0 }, text ?? ''));
    const toggle = choice(
      words.mails.view,
      [
        ['card', t.card],
        ['json', t.json],
      ],
      'card',
      (key) => (key === 'card' ? asCard() : asJson()),
    );
    asCard();
    return h(
      'article',
      { class: 'post', 'data-day': day },
      h('span', { class: 'post-avatar', 'aria-hidden': 'true' }, icon('campaign')),
      h(
        'div',
        { class: 'post-main' },
        h(
          'header',
          { class: 'post-head' },
          h('strong', {}, t.sender),
          h('time', {}, timeWords(card.atMs, page.state().timeZone)),
          !taken && h('span', { class: 'chip', 'data-tone': 'bad' }, t.refused(String(card.status ?? t.noAnswer))),
          toggle,
        ),
        h('div', { class: cardIn(card.payload)?.full ? 'post-frame full' : 'post-frame' }, body),
      ),
    );
  }

  return {
    element,
    show({ id }: Route) {
      place = id;
      render();
    },
    async refresh() {
      cards = await readCards();
      render();
    },
  };
}
