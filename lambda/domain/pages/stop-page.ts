import { html } from 'hono/html';
import type { Campaign } from '../campaign/campaign.ts';
import { outcomeText } from '../cards/outcome-text.ts';
import type { StopClaims } from '../links/link-claims.ts';
import type { Locale } from '../locale.ts';
import type { OutgoingMail } from '../message/outgoing-mail.ts';
import type { StoredRecord } from '../records/record.ts';
import type { SendRow } from '../send-log/send-row.ts';
import { isStoppedByPerson } from '../send-log/stopped-by-person.ts';
import type { StageConfig } from '../stage-config.ts';
import { sampleLinkNote } from './mail-section.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { dateText } from './when-text.ts';
import { whomLine } from './whom-line.ts';

/** One occurrence, how far it has come, and what would be sent. */
export interface OccurrenceView {
  readonly campaign?: Campaign | undefined;
  readonly customer?: StoredRecord | undefined;
  readonly row?: SendRow | undefined;
  readonly state: 'to-come' | 'stopped' | 'gone-out' | 'over';
  readonly mail?: Pick<OutgoingMail, 'subject' | 'text'> | undefined;
}

interface StopTexts {
  readonly heading: Readonly<Record<OccurrenceView['state'], string>>;
  readonly note: Readonly<Record<OccurrenceView['state'] | 'flagged', string>>;
  readonly day: string;
  readonly campaign: string;
  readonly subject: string;
  readonly read: string;
  readonly stands: string;
  readonly stop: string;
  readonly resume: string;
}

const stopTexts: Readonly<Record<Locale, StopTexts>> = {
  ja: {
    heading: {
      'to-come': 'この1通を止めますか',
      stopped: 'この1通は止めてあります',
      'gone-out': 'このメールはもう止められません',
      over: 'このメールは送られません',
    },
    note: {
      'to-come': '止めるのはこの1通だけです。ほかのメールや、来年以降のメールには影響しません。',
      stopped: 'このメールは送られません。送信日が終わるまでは、取り消すことができます。',
      flagged:
        'お客様に自動メール停止フラグが付いているため、このメールは送られません。送るには、顧客データのフラグを外してください。',
      'gone-out': 'すでに送信したか、送信を始めています。',
      over: '止める必要はありません。',
    },
    day: '送信日',
    campaign: 'キャンペーン',
    subject: '件名',
    read: '文面を読む',
    stands: '状態',
    stop: 'この1通を止める',
    resume: '止めるのを取り消す',
  },
  en: {
    heading: {
      'to-come': 'Stop this one mail?',
      stopped: 'This one mail is stopped',
      'gone-out': 'This mail can no longer be stopped',
      over: 'This mail is not going to be sent',
    },
    note: {
      'to-come': 'Only this one mail is stopped. Other mails, and those of coming years, go out as before.',
      stopped: 'It will not be sent. You can take this back until that day is over.',
      flagged:
        'Automatic mail is switched off for this customer, so it will not be sent. The flag is in the customer’s data.',
      'gone-out': 'It has been sent, or is being sent right now.',
      over: 'There is no need to stop it.',
    },
    day: 'Day',
    campaign: 'Campaign',
    subject: 'Subject',
    read: 'Read it',
    stands: 'State',
    stop: 'Stop this one mail',
    resume: 'Take the stop back',
  },
};

/** One mail to come, and the button that stops it or takes that back. */
export function stopPage(view: OccurrenceView, claims: StopClaims, stage: StageConfig): Markup {
  const { locale, sender } = stage;
  const { state, row, campaign, customer, mail } = view;
  const texts = stopTexts[locale];
  const isEnded = state === 'gone-out' || state === 'over';
  // What the stop flag holds back, a link cannot let go.
  const isFlagged = state === 'stopped' && !(row && isStoppedByPerson(row));
  const body = html`<p class="whom">${whomLine({ row: row ?? claims, customer }, locale)}</p>
<dl class="summary">
<div><dt>${texts.campaign}</dt><dd>${campaign?.name ?? claims.campaign}</dd></div>
<div><dt>${texts.day}</dt><dd>${dateText(row?.dueOn ?? claims.dueOn, stage)}${campaign && ` ${campaign.at}`}</dd></div>
${mail && html`<div><dt>${texts.subject}</dt><dd>${mail.subject}</dd></div>`}
${isEnded && row && html`<div><dt>${texts.stands}</dt><dd>${outcomeText(row, stage)}</dd></div>`}
</dl>
${mail && mailText(mail, texts.read, locale)}
<p>${texts.note[isFlagged ? 'flagged' : state]}</p>
${state === 'to-come' && button('stop', texts.stop, 'plain')}
${state === 'stopped' && !isFlagged && button('resume', texts.resume, 'quiet')}`;
  return pageFrame({ locale, sender, readers: 'colleagues', heading: texts.heading[state], body });
}

function mailText({ text }: Pick<OutgoingMail, 'text'>, title: string, locale: Locale): Markup {
  return html`<details class="read"><summary>${title}</summary>
<pre>${text}</pre>
${sampleLinkNote(text, locale)}
</details>`;
}

function button(action: 'stop' | 'resume', text: string, look: 'plain' | 'quiet'): Markup {
  return html`<form method="post">
<button class="${look}" name="action" value="${action}">${text}</button>
</form>`;
}
