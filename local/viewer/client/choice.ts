import { h } from './element.ts';

/** A few buttons of which one is pressed. */
export function choice<K extends string>(
  label: string,
  options: readonly (readonly [key: K, text: string])[],
  chosen: K,
  onChoose: (key: K) => void,
): HTMLElement {
  const buttons = options.map(([key, text]) =>
    h('button', { type: 'button', 'aria-pressed': String(key === chosen), onclick: () => choose(key) }, text),
  );
  function choose(key: K) {
    options.forEach(([option], n) => {
      buttons[n]?.setAttribute('aria-pressed', String(option === key));
    });
    onChoose(key);
  }
  return h('div', { class: 'choice', role: 'group', 'aria-label': label }, ...buttons);
}
