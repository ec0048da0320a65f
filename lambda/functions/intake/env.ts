/** What the intake function is told by its environment. */
export const intakeEnv = [
  'CAMPAIGNS_TABLE',
  'CUSTOMERS_TABLE',
  'REFUSALS_TABLE',
  'CONTROL_TABLE',
  'ADDRESS_KEY_SECRET',
  'SCHEDULE_GROUP',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_DLQ_ARN',
  'PLAN_QUEUE_ARN',
  'PLAN_QUEUE_URL',
  'NOTICE_QUEUE_URL',
  'REFUSED_EVENTS_URL',
] as const;

export type IntakeEnv = Readonly<Record<(typeof intakeEnv)[number], string>>;
