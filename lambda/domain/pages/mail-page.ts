import { html } from 'hono/html';
import type { Campaign } from '../campaign/campaign.ts';
import { outcomeText } from '../cards/outcome-text.ts';
import type { LocalizedText } from '../locale.ts';
import type { OutgoingMail } from '../message/outgoing-mail.ts';
import type { StoredRecord } from '../records/record.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { StageConfig } from '../stage-config.ts';
import { decisionHistory } from './decision-history.ts';
import { mailContents, mailSection } from './mail-section.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { campaignName } from './request-view.ts';
import { whenText } from './when-text.ts';
import { whomLine } from './whom-line.ts';

/** A send with its mail, rendered again; without one when its words can no longer be found. */
export interface SentMailView {
  readonly row: SendRow;
  readonly campaign?: Campaign | undefined;
  readonly customer?: StoredRecord | undefined;
  readonly mail?: OutgoingMail | undefined;
}

const words = {
  state: { ja: '状態', en: 'State' },
  changed: { ja: '最終更新', en: 'Last change' },
  again: {
    ja: '送ったときと同じテンプレートで、いまの顧客データからもう一度作ったものです。送信のあとでデータが変わっていると、実際に届いたメールと違うことがあります。',
    en: 'Put together again from the template that was used and from today’s customer data. Where the data has changed since, it may differ from the mail that arrived.',
  },
  gone: {
    ja: 'テンプレートか顧客データがなくなったため、内容を表示できません。',
    en: 'The mail cannot be shown, as its template or the customer’s data is gone.',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** One mail as it went out, or is about to, for colleagues. `frame` is the address of its HTML. */
export function mailPage(view: SentMailView, frame: string, stage: StageConfig): Markup {
  const { locale, sender } = stage;
  const { row, mail } = view;
  const named = { row, campaign: view.campaign, customer: view.customer };
  const body = html`<p class="whom">${whomLine(named, locale)}</p>
<dl class="summary">
<div><dt>${words.state[locale]}</dt><dd>${outcomeText(row, stage)}</dd></div>
<div><dt>${words.changed[locale]}</dt><dd>${whenText(Date.parse(row.at), stage)}</dd></div>
</dl>
${decisionHistory(row, stage)}
<p class="note">${mail ? words.again[locale] : words.gone[locale]}</p>
${mail && mailSection(mail, frame, locale, mailContents[locale])}`;
  return pageFrame({ locale, sender, readers: 'colleagues', heading: campaignName(named), body });
}
