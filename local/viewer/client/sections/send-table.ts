import type { SendView } from '../../view.ts';
import { h } from '../element.ts';
import { shortMoment } from '../format.ts';
import { icon } from '../icon.ts';
import { linkTo } from '../route.ts';
import type { Page } from '../section.ts';
import { stateTone } from '../state-tone.ts';

/** Rows of the send log as a table; on a narrow screen each row stands as a small card. */
export function sendTable(rows: readonly SendView[], { words, locale, state }: Page): HTMLElement {
  const { columns, open, openOf } = words.log;
  const { timeZone } = state();
  const cell = (name: keyof typeof columns, ...children: Parameters<typeof h>[2][]) =>
    h('td', { class: `col-${name}`, 'data-label': columns[name] }, ...children);
  const order = [
    'state',
    'customer',
    'campaign',
    'reason',
    'dueOn',
    'date',
    'record',
    'offset',
    'version',
    'at',
    'mail',
  ] as const;

  const line = (row: SendView) =>
    h(
      'tr',
      {},
      cell('state', h('span', { class: 'chip', 'data-tone': stateTone[row.state] }, words.states[row.state])),
      cell(
        'customer',
        h('strong', {}, row.customerName || row.customer),
        row.customerName && h('code', {}, row.customer),
      ),
      cell('campaign', row.campaignName),
      cell(
        'reason',
        row.reason !== '' && h('span', {}, row.reasonText[locale]),
        row.reason !== '' && h('code', {}, row.reason),
      ),
      cell('dueOn', h('time', { datetime: row.dueOn }, row.dueOn)),
      cell('date', row.date),
      cell('record', h('code', {}, row.record)),
      cell('offset', row.offset !== '' && h('code', {}, row.offset)),
      cell('version', h('code', { title: row.version }, row.version.slice(0, 7))),
      cell('at', shortMoment(Date.parse(row.at), timeZone, locale)),
      cell(
        'mail',
        row.messageId !== '' &&
          h(
            'a',
            {
              href: linkTo('mails', row.messageId),
              'aria-label': openOf(row.customerName || row.customer),
              title: open,
              class: 'mail-link',
            },
            icon('mail'),
            h('span', {}, open),
          ),
      ),
    );
  return h(
    'table',
    { class: 'sends' },
    h('thead', {}, h('tr', {}, ...order.map((name) => h('th', { scope: 'col', class: `col-${name}` }, columns[name])))),
    h('tbody', {}, ...rows.map(line)),
  );
}
