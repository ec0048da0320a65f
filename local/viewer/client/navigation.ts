import type { StateView } from '../view.ts';
import { fill, h } from './element.ts';
import { type IconName, icon } from './icon.ts';
import { linkTo, type SectionName } from './route.ts';
import type { Page } from './section.ts';

const entries: readonly (readonly [SectionName, IconName, keyof StateView['counts']])[] = [
  ['mails', 'mail', 'mails'],
  ['teams', 'teams', 'cards'],
  ['log', 'log', 'sends'],
  ['campaigns', 'campaign', 'campaigns'],
  ['troubles', 'trouble', 'troubles'],
];

/** The way between the sections, with how much is in each. Problems are named only when there are any. */
export function navigation({ words, state }: Page) {
  const element = h('nav', { class: 'nav', 'aria-label': words.nav.label });
  return {
    element,
    update(current: SectionName) {
      const { counts } = state();
      const shown = entries.filter(([name]) => name !== 'troubles' || counts.troubles > 0 || current === 'troubles');
      fill(
        element,
        ...shown.map(([name, drawing, count]) =>
          h(
            'a',
            { href: linkTo(name), id: `nav-${name}`, 'aria-current': name === current && 'page', 'data-name': name },
            icon(drawing),
            h('span', { class: 'nav-word' }, words.nav[name]),
            h('span', { class: 'count' }, counts[count].toLocaleString()),
          ),
        ),
      );
    },
  };
}
