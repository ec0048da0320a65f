import type { StateView } from '../view.ts';
import { startRun } from './cloud.ts';
import { fill, h } from './element.ts';
import { dayWords, timeWords } from './format.ts';
import { icon } from './icon.ts';
import type { Page } from './section.ts';
import { toast } from './toast.ts';

/** The virtual clock and what moves it. `onStart` is called when a run has begun. */
export function clockBar({ words, locale, state }: Page, onStart: () => void) {
  const t = words.clock;
  const day = h('span', { class: 'clock-day' });
  const time = h('span', { class: 'clock-time' });
  const zone = h('span', { class: 'clock-zone' });
  const next = h('button', { type: 'button', class: 'primary', title: t.nextDayTitle, onclick: () => run('next-day') });
  next.append(icon('next'), t.nextDay);
  const date = h('input', { type: 'date', id: 'run-date', 'aria-label': t.date, required: true });
  const go = h('button', { type: 'submit' }, icon('calendar'), t.run);
  const form = h('form', { class: 'clock-form', 'aria-label': t.until, onsubmit: submit }, date, go);
  const status = h('p', { class: 'clock-status', role: 'status' });
  const bar = h('progress', { class: 'clock-progress', max: 1, value: 0, 'aria-label': t.label });
  const element = h(
    'section',
    { class: 'clock', 'aria-label': t.label },
    h('p', { class: 'clock-face' }, day, h('span', { class: 'clock-small' }, time, zone)),
    h('div', { class: 'clock-tools' }, next, form),
    status,
    bar,
  );
  let seen: StateView | undefined;
  let running: StateView['run'];
  let mailsBefore = 0;

  function submit(event: Event) {
    event.preventDefault();
    void run(date.value);
  }

  async function run(to: string) {
    const refused = await startRun(to);
    if (refused) toast(t[refused], 'bad');
    onStart();
  }

  // The clock stands still unless a run moves it.
  function show({ nowMs, today, timeZone }: StateView) {
    const words = dayWords(today, locale, true);
    if (day.textContent !== words) day.textContent = words;
    time.textContent = timeWords(nowMs, timeZone);
    zone.textContent = timeZone;
  }

  return {
    element,
    update() {
      const now = state();
      if (seen !== now) {
        // A date that was not touched stays one day ahead of the clock.
        if (!seen || date.value === '' || date.value === dayAfter(seen.today)) date.value = dayAfter(now.today);
        date.min = now.today;
        seen = now;
      }
      element.toggleAttribute('data-running', now.run !== undefined);
      next.disabled = now.run !== undefined;
      go.disabled = now.run !== undefined;
      bar.value = now.run?.progress ?? 0;
      if (now.run) fill(status, t.running(dayWords(now.today, locale)), h('span', {}, t.sent(now.run.mails)));
      else if (now.runProblem !== undefined) fill(status, h('strong', {}, t.broken(now.runProblem)));
      else fill(status);
      if (running && !now.run && now.runProblem === undefined) {
        toast(t.finished(dayWords(running.to, locale), now.counts.mails - mailsBefore), 'good');
      }
      if (!running) mailsBefore = now.run ? now.counts.mails - now.run.mails : now.counts.mails;
      running = now.run;
      show(now);
    },
  };
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
