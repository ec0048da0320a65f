/** What the plan function is told by its environment. */
export const planEnv = [
  'CAMPAIGNS_TABLE',
  'CUSTOMERS_TABLE',
  'REFUSALS_TABLE',
  'SEND_LOG_TABLE',
  'ADDRESS_KEY_SECRET',
  'PLAN_QUEUE_URL',
  'SEND_QUEUE_URL',
  'NOTICE_QUEUE_URL',
] as const;

export type PlanEnv = Readonly<Record<(typeof planEnv)[number], string>>;
