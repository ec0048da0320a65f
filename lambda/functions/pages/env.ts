/** What the pages function is told by its environment. `SIGN_IN_SECRET` is '' on a stage whose approvers do not sign in. */
export const pagesEnv = [
  'REFUSALS_TABLE',
  'CUSTOMERS_TABLE',
  'CAMPAIGNS_TABLE',
  'SEND_LOG_TABLE',
  'CONTROL_TABLE',
  'LINK_KEY_SECRET',
  'ADDRESS_KEY_SECRET',
  'SIGN_IN_SECRET',
  'PLAN_QUEUE_URL',
  'NOTICE_QUEUE_URL',
  'IMPORT_QUEUE_URL',
] as const;

export type PagesEnv = Readonly<Record<(typeof pagesEnv)[number], string>>;
