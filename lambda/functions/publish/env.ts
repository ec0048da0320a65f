/** What the publish function is told by its environment. */
export const publishEnv = [
  'TEMPLATE_BUCKET',
  'CAMPAIGNS_TABLE',
  'CUSTOMERS_TABLE',
  'SCHEDULE_GROUP',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_DLQ_ARN',
  'PLAN_QUEUE_ARN',
  'PLAN_QUEUE_URL',
  'NOTICE_QUEUE_URL',
] as const;

export type PublishEnv = Readonly<Record<(typeof publishEnv)[number], string>>;
