import { h } from './element.ts';

/** One of several ways to look at the same thing. */
export interface Tab {
  readonly key: string;
  readonly label: string;
  render(): HTMLElement;
}

/** Tabs after the ARIA pattern: arrow keys, Home and End choose, Tab goes on into the panel. */
export function tabs(label: string, list: readonly Tab[], chosen: string, onChoose: (key: string) => void) {
  const panel = h('div', { class: 'tab-panel', role: 'tabpanel', id: 'tab-panel', tabindex: 0 });
  const buttons = list.map(({ key, label: text }) =>
    h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${key}`, 'aria-controls': 'tab-panel', onclick: () => choose(key) },
      text,
    ),
  );
  const bar = h('div', { class: 'tabs', role: 'tablist', 'aria-label': label, onkeydown: move }, ...buttons);

  function choose(key: string) {
    list.forEach((tab, n) => {
      const on = tab.key === key;
      buttons[n]?.setAttribute('aria-selected', String(on));
      buttons[n]?.setAttribute('tabindex', on ? '0' : '-1');
      if (on) panel.replaceChildren(tab.render());
    });
    panel.setAttribute('aria-labelledby', `tab-${key}`);
    onChoose(key);
  }

  function move(event: Event) {
    if (!(event instanceof KeyboardEvent)) return;
    const now = buttons.findIndex((button) => button.getAttribute('aria-selected') === 'true');
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: (now + 1) % buttons.length,
      ArrowLeft: (now + buttons.length - 1) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(list[next]?.key ?? '');
    buttons[next]?.focus();
  }

  choose(list.some(({ key }) => key === chosen) ? chosen : (list[0]?.key ?? ''));
  return { bar, panel };
}
