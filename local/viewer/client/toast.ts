import { h } from './element.ts';

const SHOWN_MS = 6000;
const shelf = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });

/** Says something in passing, also to screen readers. */
export function toast(text: string, tone: 'good' | 'bad'): void {
  if (!shelf.isConnected) document.body.append(shelf);
  const note = h('p', { class: 'toast', 'data-tone': tone }, text);
  shelf.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
