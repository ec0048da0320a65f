import type { MailView } from '../../view.ts';
import { choice } from '../choice.ts';
import { h } from '../element.ts';
import { shortMoment } from '../format.ts';
import { icon } from '../icon.ts';
import { linkTo } from '../route.ts';
import type { Page } from '../section.ts';
import { tabs } from '../tabs.ts';

// The next mail is looked at in the same way as the last one.
let chosenTab = 'html';
let chosenWidth: 'wide' | 'narrow' = 'wide';

/** One mail: whom it went to, and its body as HTML, as text and as it was sent. */
export function mailDetail(mail: MailView, { words, locale, state }: Page): HTMLElement {
  const t = words.mails;
  const width = choice(
    t.width,
    [
      ['wide', t.wide],
      ['narrow', t.narrow],
    ],
    chosenWidth,
    (key) => {
      chosenWidth = key;
      body.dataset.width = key;
    },
  );
  const { bar, panel } = tabs(
    t.view,
    [
      { key: 'html', label: t.tabs.html, render: () => htmlBody(mail, words.mails) },
      { key: 'text', label: t.tabs.text, render: () => textBody(mail, words.mails) },
      { key: 'source', label: t.tabs.source, render: () => source(mail, words.mails) },
    ],
    chosenTab,
    (key) => {
      chosenTab = key;
      width.hidden = key !== 'html';
    },
  );
  const body = h('div', { class: 'mail-body', 'data-width': chosenWidth }, panel);
  return h(
    'div',
    { class: 'mail-open' },
    h(
      'header',
      { class: 'mail-head' },
      h('a', { class: 'back', href: linkTo('mails') }, icon('back'), t.back),
      h('h2', {}, mail.subject || t.noSubject),
      h(
        'p',
        { class: 'mail-address' },
        h('span', { class: 'avatar', 'aria-hidden': 'true' }, [...(mail.to.name || mail.to.address)][0] ?? ''),
        h('span', { class: 'mail-who' }, mail.to.name && h('strong', {}, mail.to.name), h('span', {}, mail.to.address)),
        mail.campaign && h('span', { class: 'tag' }, mail.campaign),
        h('time', {}, shortMoment(mail.atMs, state().timeZone, locale)),
      ),
      h('div', { class: 'mail-tools' }, bar, width),
    ),
    body,
  );
}

type MailWords = Page['words']['mails'];

function htmlBody({ id, subject, hasHtml }: MailView, t: MailWords): HTMLElement {
  if (!hasHtml) return h('p', { class: 'note' }, t.noHtml);
  return h('iframe', {
    src: `/mails/${encodeURIComponent(id)}/body`,
    title: t.bodyOf(subject),
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    referrerpolicy: 'no-referrer',
  });
}

function textBody({ text }: MailView, t: MailWords): HTMLElement {
  return text === '' ? h('p', { class: 'note' }, t.noText) : h('pre', { class: 'mail-text' }, text);
}

function source({ id, headers, source: raw, sizeBytes, destinations, tags }: MailView, t: MailWords): HTMLElement {
  const row = (name: string, value: string) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, value));
  return h(
    'div',
    { class: 'mail-source' },
    h(
      'table',
      { class: 'headers', 'aria-label': t.headers },
      h(
        'tbody',
        {},
        ...headers.map(({ name, value }) => row(name, value)),
        row(t.envelope, destinations.join(', ')),
        tags.length > 0 && row(t.tags, tags.map(({ name, value }) => `${name}=${value}`).join(', ')),
      ),
    ),
    h(
      'p',
      { class: 'source-line' },
      h('span', {}, t.size(sizeBytes.toLocaleString())),
      h('a', { href: `/mails/${encodeURIComponent(id)}/source`, download: '' }, icon('download'), t.download),
    ),
    h('pre', { class: 'raw' }, raw),
  );
}
