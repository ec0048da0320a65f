import { localDate, localTime } from '../../lambda/domain/calendar/zone.ts';
import { outcomeText } from '../../lambda/domain/cards/outcome-text.ts';
import type { Locale, LocalizedText } from '../../lambda/domain/locale.ts';
import {
  conclusion,
  severalOnADay,
  type WhichAddress,
  whichAddress,
} from '../../lambda/domain/privacy/mails-at-address.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { toTable } from '../../local/run/to-table.ts';
import { terminalLine } from '../terminal-text.ts';
import type { LogAnswer } from './answer-log.ts';

const headings: Readonly<Record<Locale, readonly string[]>> = {
  ja: ['期日', '送信', '顧客ID', 'キャンペーン', 'もとの記録', '結果', '判断', 'メッセージID'],
  en: ['due', 'sent', 'customer', 'campaign', 'record', 'what became of it', 'decided', 'message id'],
};
const addressHeading: LocalizedText = { ja: '宛先', en: 'address' };
const addressWords: Readonly<Record<WhichAddress, LocalizedText>> = {
  this: { ja: 'このアドレス', en: 'this one' },
  another: { ja: '別のアドレス', en: 'another' },
  unknown: { ja: '記録なし', en: 'not noted' },
  none: { ja: '-', en: '-' },
};

/** The answer as a table of cells, with a heading. */
export function logCells({ rows, addressHash }: LogAnswer, stage: StageConfig): readonly (readonly string[])[] {
  const { locale } = stage;
  const which = (row: SendRow) =>
    addressHash === undefined ? [] : [addressWords[whichAddress(row, addressHash)][locale]];
  const heading = [...headings[locale], ...(addressHash === undefined ? [] : [addressHeading[locale]])];
  return [heading, ...rows.map((row) => [...cellsOf(row, stage), ...which(row)])];
}

/** The answer for people: whose mails, the table, and for an address what to say to whoever asks. */
export function logText(answer: LogAnswer, stage: StageConfig): string {
  const { rows, addressHash } = answer;
  const [heading = [], ...cells] = logCells(answer, stage);
  const table = toTable(
    heading,
    cells.map((row) => row.map((cell) => terminalLine(cell))),
  );
  const about = whose(answer, stage.locale);
  if (rows.length === 0) return [...about, nothing[stage.locale]].join('\n');
  if (addressHash === undefined) return [...about, table].join('\n');
  const said = conclusion(severalOnADay(rows, addressHash, stage.timeZone), stage.locale);
  return [...about, table, '', ...said.map(terminalLine)].join('\n');
}

const nothing: LocalizedText = { ja: '該当するメールはありません。', en: 'There are no such mails.' };

function whose({ question, customers, present, isErased }: LogAnswer, locale: Locale): readonly string[] {
  const ja = locale === 'ja';
  if (question.kind === 'campaign') {
    const { from = '', to = '' } = question.filter;
    return [terminalLine(`${question.campaign}, ${from} – ${to}`)];
  }
  const gone = customers.filter((id) => !present.includes(id));
  const erased = isErased
    ? [ja ? '個人データは消去済みです。メールは送られません。' : 'Personal data was erased: no mail is sent.']
    : [];
  const missing =
    gone.length === 0
      ? []
      : [ja ? `顧客データにはもうありません：${gone.join(', ')}` : `No longer among the customers: ${gone.join(', ')}`];
  if (question.kind === 'customer') return [...missing, ...erased].map(terminalLine);
  const found =
    customers.length === 0
      ? [
          ja
            ? 'このアドレスの顧客はいません（以前のアドレスも含みます）。'
            : 'No customer has this address or once had it.',
        ]
      : [
          ja
            ? `このアドレスの（または以前このアドレスだった）顧客：${customers.join(', ')}`
            : `Customers that have this address or once had it: ${customers.join(', ')}`,
        ];
  return [...found, ...missing, ...erased].map(terminalLine);
}

function cellsOf(row: SendRow, stage: StageConfig): readonly string[] {
  const { dueOn, sentAt, customer, campaign, offset, record, messageId, decisions = [] } = row;
  const decided = decisions.map(({ decision, by, comment }) =>
    [decision, by, comment === '' ? '' : `“${comment}”`].filter((part) => part !== '').join(' '),
  );
  return [
    dueOn,
    sentAt === undefined ? '' : whenText(sentAt, stage.timeZone),
    customer,
    offset === '' ? campaign : `${campaign} (${offset})`,
    record,
    outcomeText(row, stage),
    decided.join('; '),
    messageId,
  ];
}

function whenText(iso: string, timeZone: string): string {
  const ms = Date.parse(iso);
  return `${localDate(ms, timeZone)} ${localTime(ms, timeZone)}`;
}
