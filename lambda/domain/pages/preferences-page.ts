import { html } from 'hono/html';
import type { Locale } from '../locale.ts';
import type { Sender } from '../stage-config.ts';
import type { ChoiceAction, MailChoice } from './mail-choice.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { type PreferenceTexts, preferenceTexts } from './preference-texts.ts';

export interface PreferencesPage {
  readonly locale: Locale;
  readonly sender: Sender;
  /** The campaign of the link; absent when it is gone and its name with it. */
  readonly campaignName?: string;
  /** False for a contract campaign, which nobody can opt out of. */
  readonly canStopCampaign: boolean;
  readonly choice: MailChoice;
  /** Whom to ask for what the page cannot do; the sender's contact unless the campaign has its own. */
  readonly contact?: string;
  /** What has just been done. */
  readonly done?: ChoiceAction;
}

/**
 * What may be stopped, what has been, and the buttons for it. Shows nothing of whose link it is, since links are
 * forwarded. Works without script, login and cookie.
 */
export function preferencesPage(page: PreferencesPage): Markup {
  const { locale, sender, campaignName, done, choice, contact = sender.contact } = page;
  const texts = preferenceTexts[locale];
  const campaign = campaignName === undefined ? texts.unnamedCampaign : texts.quoted(campaignName);
  // A stop that was lifted changes nothing where mail is withheld: no promise of a next one.
  const isPromise = done === 'resume' && choice.withheld;
  const body = html`<p class="lead">${done && !isPromise ? texts.doneNote[done] : texts.lead}</p>
${page.canStopCampaign && campaignSection(texts, campaignName ?? texts.unnamedCampaign, choice)}
${allSection(texts, choice)}
${choice.withheld ? withheldSection(texts, contact) : (choice.campaignStopped || choice.allStopped) && resumeSection(texts)}
<section class="aside">
<h2>${texts.contractHeading}</h2>
<p class="note">${texts.contractNote}</p>
</section>`;
  return pageFrame({ locale, sender, heading: done ? texts.done[done](campaign) : texts.heading, body });
}

function campaignSection(texts: PreferenceTexts, name: string, choice: MailChoice): Markup {
  const { campaignStopped, allStopped } = choice;
  const stopped = allStopped ? texts.stoppedWithAll : texts.stopped;
  return html`<section class="choice">
<p class="kicker">${texts.campaignKicker}</p>
<h2>${name}</h2>
${campaignStopped || allStopped ? stoppedState(stopped) : stopForm(texts, choice, 'stop-campaign')}
</section>`;
}

function allSection(texts: PreferenceTexts, choice: MailChoice): Markup {
  return html`<section class="choice">
<p class="kicker">${texts.allKicker}</p>
<h2>${texts.allHeading}</h2>
<p class="note">${texts.allNote}</p>
${choice.allStopped ? stoppedState(texts.stopped) : stopForm(texts, choice, 'stop-all')}
</section>`;
}

function resumeSection(texts: PreferenceTexts): Markup {
  return html`<section class="aside">
<h2>${texts.resumeHeading}</h2>
<p class="note">${texts.resumeNote}</p>
${actionForm(texts, 'resume')}
</section>`;
}

// Why is left unsaid: the link may have been forwarded, and the reason is the addressee's own affair.
function withheldSection(texts: PreferenceTexts, contact: string): Markup {
  return html`<section class="aside">
<h2>${texts.withheldHeading}</h2>
<p class="note">${texts.withheldNote(contact)}</p>
</section>`;
}

function stoppedState(text: string): Markup {
  return html`<p class="state stopped">${text}</p>`;
}

function stopForm(texts: PreferenceTexts, { withheld }: MailChoice, action: ChoiceAction): Markup {
  return html`${withheld ? stoppedState(texts.withheld) : html`<p class="state">${texts.receiving}</p>`}
${actionForm(texts, action)}`;
}

// Without `action`, a form posts to the page's own address: the token is written nowhere in the page.
function actionForm(texts: PreferenceTexts, action: ChoiceAction): Markup {
  const look = action === 'resume' ? 'quiet' : 'plain';
  return html`<form method="post">
<button class="${look}" name="action" value="${action}">${texts.buttons[action]}</button>
</form>`;
}
