import type { MailLine } from '../../view.ts';
import { readMail, readMails } from '../cloud.ts';
import { fill, h } from '../element.ts';
import { emptyNote } from '../empty-note.ts';
import { dayWords, isoDay, timeWords } from '../format.ts';
import { linkTo, type Route } from '../route.ts';
import { searchField } from '../search-field.ts';
import type { Page, Section } from '../section.ts';
import { mailDetail } from './mail-detail.ts';

const PAGE_SIZE = 100;

/** The mails: a list by day and one mail beside it. */
export function mailsSection(page: Page): Section {
  const { words } = page;
  const t = words.mails;
  const search = searchField('mail-search', t.search, () => {
    limit = PAGE_SIZE;
    renderList();
  });
  const list = h('nav', { class: 'mail-list scroll', 'aria-label': t.list, onkeydown: moveInList });
  const detail = h('article', { class: 'mail-detail', 'aria-live': 'off' });
  const element = h('div', { class: 'mails' }, h('div', { class: 'mail-side' }, search.element, list), detail);
  let mails: readonly MailLine[] = [];
  let limit = PAGE_SIZE;
  let openId = '';
  let shownId: string | undefined;

  function renderList() {
    const wanted = search.words();
    const found = mails.filter(({ to, subject, campaign }) =>
      wanted.every((word) => `${to.name} ${to.address} ${subject} ${campaign}`.toLowerCase().includes(word)),
    );
    if (found.length === 0) {
      fill(list, mails.length === 0 ? emptyNote('mail', t.empty, t.emptyHint) : emptyNote('search', t.none));
      return;
    }
    const { timeZone } = page.state();
    let day = '';
    const lines = found.slice(0, limit).flatMap((mail) => {
      const mailDay = isoDay(mail.atMs, timeZone);
      const heading = mailDay === day ? [] : [h('h3', { class: 'day' }, dayWords(mailDay, page.locale))];
      day = mailDay;
      return [...heading, mailLine(mail, timeZone)];
    });
    const rest = found.length - limit;
    const more =
      rest > 0 && h('button', { type: 'button', class: 'more', onclick: showMore }, t.more(Math.min(rest, PAGE_SIZE)));
    fill(list, ...lines, more);
  }

  function showMore() {
    limit += PAGE_SIZE;
    renderList();
  }

  function mailLine({ id, atMs, to, subject, campaign }: MailLine, timeZone: string): HTMLElement {
    return h(
      'a',
      { class: 'mail-line', id: `line-${id}`, href: linkTo('mails', id), 'aria-current': id === openId && 'true' },
      h('span', { class: 'mail-to' }, to.name || to.address),
      h('time', { class: 'mail-time' }, timeWords(atMs, timeZone)),
      h('span', { class: 'mail-subject' }, subject || t.noSubject),
      h('span', { class: 'mail-meta' }, h('span', {}, to.address), campaign && h('span', { class: 'tag' }, campaign)),
    );
  }

  function moveInList(event: Event) {
    if (!(event instanceof KeyboardEvent) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    const links = [...list.querySelectorAll<HTMLAnchorElement>('a.mail-line')];
    const focused = document.activeElement;
    const now = focused instanceof HTMLAnchorElement ? links.indexOf(focused) : -1;
    const next = links[now + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    // Leafing through mails should not fill the browser's history.
    location.replace(next.hash);
  }

  /** Where both fit, a mail is open from the start. */
  function openFirst() {
    const [newest] = mails;
    const isCurrent = element.isConnected && openId === '';
    if (newest && isCurrent && matchMedia('(min-width: 761px)').matches) location.replace(linkTo('mails', newest.id));
  }

  async function renderDetail() {
    element.toggleAttribute('data-open', openId !== '');
    if (shownId === openId) return;
    const id = openId;
    shownId = id;
    const mail = id === '' ? undefined : await readMail(id);
    if (shownId !== id) return;
    fill(detail, mail ? mailDetail(mail, page) : emptyNote('mail', t.choose));
  }

  return {
    element,
    show({ id }: Route) {
      openId = id;
      renderList();
      void renderDetail();
      openFirst();
    },
    async refresh() {
      mails = await readMails();
      renderList();
      openFirst();
    },
  };
}
