import { html } from 'hono/html';
import type { KeptDecision } from '../send-log/kept-decision.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { StageConfig } from '../stage-config.ts';
import { approvalTexts } from './approval-texts.ts';
import type { Markup } from './page-frame.ts';
import { whenText } from './when-text.ts';

/** Everything that was decided of a mail, oldest first: what, by whom, when, in which words. Nothing when nobody was asked. */
export function decisionHistory({ decisions = [] }: Pick<SendRow, 'decisions'>, stage: StageConfig): Markup | '' {
  if (decisions.length === 0) return '';
  const texts = approvalTexts[stage.locale];
  const line = (decision: KeptDecision) => {
    const who = decidedByName(decision);
    return html`<li><span class="soft">${whenText(Date.parse(decision.at), stage)}</span><br>${texts.decisions[decision.decision]}${who && ` — ${who}`}${decision.comment && html`<br><q>${decision.comment}</q>`}</li>`;
  };
  return html`<section aria-labelledby="history">
<h2 id="history">${texts.historyHeading}</h2>
<ol class="history">${decisions.map(line)}</ol>
</section>`;
}

/** Who decided, with the address that signed in where the stage asks for that; '' for what nobody decided. */
export function decidedByName({ by, signedInAs }: Pick<KeptDecision, 'by' | 'signedInAs'>): string {
  return signedInAs === undefined || signedInAs === by ? by : `${by} <${signedInAs}>`;
}
