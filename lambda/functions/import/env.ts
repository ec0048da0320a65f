/** What the import function is told by its environment. */
export const importEnv = [
  'TEMPLATE_BUCKET',
  'CAMPAIGNS_TABLE',
  'CUSTOMERS_TABLE',
  'SCHEDULE_GROUP',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_DLQ_ARN',
  'PLAN_QUEUE_ARN',
  'PLAN_QUEUE_URL',
  'NOTICE_QUEUE_URL',
  'IMPORT_QUEUE_URL',
  'CONTROL_TABLE',
  'REFUSALS_TABLE',
  'ADDRESS_KEY_SECRET',
] as const;

export type ImportEnv = Readonly<Record<(typeof importEnv)[number], string>>;
