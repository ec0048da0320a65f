import { h } from './element.ts';
import { icon } from './icon.ts';

/** A field to search by; `words` are what was typed, in small letters. The key `/` leads here from anywhere. */
export function searchField(id: string, label: string, onInput: () => void) {
  const input = h('input', { type: 'search', id, placeholder: label, 'aria-label': label, oninput: onInput });
  return {
    element: h('div', { class: 'search' }, icon('search'), input),
    words: () => input.value.toLowerCase().split(/\s+/).filter(Boolean),
  };
}
