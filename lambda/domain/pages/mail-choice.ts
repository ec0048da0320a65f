/** The opt-out scope that covers every marketing campaign; any other scope is one campaign's identity. */
export const allMarketing = 'marketing';

/** What somebody has stopped: the campaign of the link they hold, all marketing mail, or both. */
export interface MailChoice {
  readonly campaignStopped: boolean;
  readonly allStopped: boolean;
  /** No marketing mail would arrive even without a stop, for a reason that only the sender can lift. */
  readonly withheld: boolean;
}

const choiceActions = ['stop-campaign', 'stop-all', 'resume'] as const;

/** What the buttons of the preferences page ask for. `resume` takes both kinds of stop back. */
export type ChoiceAction = (typeof choiceActions)[number];

/** The action that a form field names; undefined for any other text. */
export function readChoiceAction(text: string | undefined): ChoiceAction | undefined {
  return choiceActions.find((action) => action === text);
}
