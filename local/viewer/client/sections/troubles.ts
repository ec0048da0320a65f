import type { TroubleView } from '../../view.ts';
import { readTroubles } from '../cloud.ts';
import { fill, h } from '../element.ts';
import { emptyNote } from '../empty-note.ts';
import { shortMoment } from '../format.ts';
import type { Page, Section } from '../section.ts';

/** What went wrong behind the scenes, for engineers. */
export function troublesSection({ words, locale, state }: Page): Section {
  const t = words.troubles;
  const list = h('div', { class: 'trouble-list' });
  let troubles: readonly TroubleView[] = [];

  function render() {
    if (troubles.length === 0) return fill(list, emptyNote('check', t.empty, t.emptyHint));
    return fill(
      list,
      ...troubles.map(({ kind, source, detail, atMs }) =>
        h(
          'article',
          { class: 'trouble' },
          h(
            'header',
            {},
            h('span', { class: 'chip', 'data-tone': 'bad' }, t.kinds[kind]),
            h('strong', {}, source),
            atMs !== undefined && h('time', {}, shortMoment(atMs, state().timeZone, locale)),
          ),
          h('p', {}, t.explain[kind]),
          h('pre', { class: 'raw' }, detail),
        ),
      ),
    );
  }

  return {
    element: h('div', { class: 'scroll', tabindex: 0 }, list),
    show: () => render(),
    async refresh() {
      troubles = await readTroubles();
      render();
    },
  };
}
