import { h } from './element.ts';
import { type IconName, icon } from './icon.ts';

/** What stands where there is nothing to show: what would be here, and what brings it. */
export function emptyNote(name: IconName, title: string, hint = ''): HTMLElement {
  return h('div', { class: 'empty' }, icon(name), h('p', { class: 'empty-title' }, title), hint && h('p', {}, hint));
}
