import type { Locale } from '../../../lambda/domain/locale.ts';
import type { StateView } from '../view.ts';
import { clockBar } from './clock-bar.ts';
import { readState } from './cloud.ts';
import { dropZone } from './drop-zone.ts';
import { fill, h } from './element.ts';
import { navigation } from './navigation.ts';
import { readRoute, type SectionName } from './route.ts';
import type { Page, Section } from './section.ts';
import { campaignsSection } from './sections/campaigns.ts';
import { mailsSection } from './sections/mails.ts';
import { sendLogSection } from './sections/send-log.ts';
import { teamsSection } from './sections/teams.ts';
import { troublesSection } from './sections/troubles.ts';
import { chooseLocale, chooseTheme, chosenLocale, chosenTheme } from './settings.ts';
import { sideTools } from './side-tools.ts';
import { uploadReport } from './upload-report.ts';
import { wordsIn } from './words/words.ts';

const POLL_MS = 1000;
const POLL_RUNNING_MS = 350;
const app = document.getElementById('app') ?? document.body;

/** Builds the page in a language and keeps it up to date. */
function build(locale: Locale, first: StateView): void {
  const words = wordsIn[locale];
  let state = first;
  const page: Page = { words, locale, state: () => state };
  document.documentElement.lang = locale;
  const sections: Readonly<Record<SectionName, Section>> = {
    mails: mailsSection(page),
    teams: teamsSection(page),
    log: sendLogSection(page),
    campaigns: campaignsSection(page),
    troubles: troublesSection(page),
  };
  const nav = navigation(page);
  const clock = clockBar(page, () => void look());
  const report = uploadReport(page, () => void look());
  const stopDrops = dropZone(page, (files) => void report.take(files));
  const tools = sideTools(page, {
    files: (files) => void report.take(files),
    language: () => rebuild(locale === 'ja' ? 'en' : 'ja'),
    theme: () => void sections[readRoute(location.hash).section].refresh(),
  });
  const offline = h('p', { class: 'offline', role: 'alert', hidden: true }, words.offline);
  const main = h('main', { class: 'main', id: 'main', tabindex: -1 });
  fill(
    app,
    h('a', { class: 'skip', href: '#main', onclick: skip }, words.skipToContent),
    h(
      'h1',
      { class: 'brand' },
      h('img', { src: '/icon.svg', alt: '', width: 32, height: 32 }),
      h('span', {}, locale === 'ja' ? '節目' : 'Fushime', h('small', {}, words.tagline)),
    ),
    nav.element,
    tools,
    clock.element,
    offline,
    main,
  );

  function skip(event: Event) {
    event.preventDefault();
    main.focus();
  }

  const read = new Map<SectionName, string>();
  function show() {
    const route = readRoute(location.hash);
    const section = sections[route.section];
    if (main.firstElementChild !== section.element) fill(main, section.element);
    main.dataset.section = route.section;
    document.title = `${words.nav[route.section]} · 節目 Fushime`;
    nav.update(route.section);
    section.show(route);
    void refresh(route.section);
  }

  async function refresh(name: SectionName) {
    if (read.get(name) === state.revision) return;
    read.set(name, state.revision);
    await sections[name].refresh();
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  async function look() {
    if (looking) return;
    looking = true;
    clearTimeout(timer);
    try {
      const seen = await readState();
      offline.hidden = true;
      if (seen !== state) {
        state = seen;
        clock.update();
        const { section } = readRoute(location.hash);
        nav.update(section);
        await refresh(section);
      }
    } catch {
      offline.hidden = false;
    }
    looking = false;
    if (!stopped.signal.aborted) timer = setTimeout(look, state.run ? POLL_RUNNING_MS : POLL_MS);
  }

  const stopped = new AbortController();
  const options = { signal: stopped.signal };
  window.addEventListener('hashchange', show, options);
  window.addEventListener('keydown', searchKey, options);
  function searchKey(event: KeyboardEvent) {
    const typing = event.target instanceof HTMLElement && event.target.closest('input, select, textarea');
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    main.querySelector<HTMLInputElement>('input[type=search]')?.focus();
  }

  clock.update();
  show();
  timer = setTimeout(look, POLL_MS);

  function rebuild(to: Locale) {
    chooseLocale(to);
    stopped.abort();
    clearTimeout(timer);
    stopDrops();
    report.remove();
    build(to, state);
  }
}

chooseTheme(chosenTheme());
const state = await readState();
build(chosenLocale(state.locale), state);
