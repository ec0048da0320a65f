import type { SendView } from '../../view.ts';
import { h } from '../element.ts';
import { shortMoment } from '../format.ts';
import { icon } from '../icon.ts';
import { linkTo } from '../route.ts';
import type { Page } from '../section.ts';
import { stateTone } from '../state-tone.ts';

const order = ['state', 'customer', 'campaign', 'reason', 'dueOn', 'date', 'record', 'mail'] as const;

/** Rows of the send log as a table; on a narrow screen each row stands as a small card. */
export function sendTable(rows: readonly SendView[], { words, locale, state }: Page): HTMLElement {
  const { columns, open, openOf, version, changedAt } = words.log;
  const { timeZone } = state();
  const cell = (name: keyof typeof columns, ...children: Parameters<typeof h>[2][]) =>
    h('td', { class: `col-${name}`, 'data-label': columns[name] }, ...children);
  const line = (row: SendView) => {
    const name = row.customerName || row.customer;
    const tone = stateTone[row.state];
    return h(
      'tr',
      {},
      cell('state', h('span', { class: 'chip', 'data-tone': tone }, words.states[row.state]), changed(row.at)),
      cell('customer', h('strong', {}, name), row.customerName !== '' && h('code', {}, row.customer)),
      cell('campaign', row.campaignName),
      cell('reason', row.reasonText[locale], row.reason !== '' && h('code', {}, row.reason)),
      cell('dueOn', h('time', { datetime: row.dueOn }, row.dueOn)),
      cell('date', h('time', { datetime: row.date }, row.date), row.offset !== '' && h('code', {}, row.offset)),
      cell('record', h('code', {}, row.record), h('code', { title: row.version }, version(row.version.slice(0, 7)))),
      cell('mail', row.messageId !== '' && mailLink(row.messageId, name)),
    );
  };
  const changed = (at: string) =>
    h('time', { class: 'changed', datetime: at, title: changedAt }, shortMoment(Date.parse(at), timeZone, locale));
  const mailLink = (id: string, name: string) =>
    h(
      'a',
      { class: 'mail-link', href: linkTo('mails', id), 'aria-label': openOf(name), title: open },
      icon('mail'),
      h('span', {}, open),
    );
  return h(
    'table',
    { class: 'sends' },
    h('thead', {}, h('tr', {}, ...order.map((name) => h('th', { scope: 'col', class: `col-${name}` }, columns[name])))),
    h('tbody', {}, ...rows.map(line)),
  );
}
