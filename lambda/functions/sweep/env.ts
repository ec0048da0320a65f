/** What the sweep function is told by its environment. */
export const sweepEnv = [
  'CAMPAIGNS_TABLE',
  'SEND_LOG_TABLE',
  'CONTROL_TABLE',
  'CONFIGURATION_SET',
  'MAIL_DOMAIN',
  'SCHEDULE_GROUP',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_DLQ_ARN',
  'PLAN_QUEUE_ARN',
  'PLAN_QUEUE_URL',
  'SEND_QUEUE_URL',
  'NOTICE_QUEUE_URL',
] as const;

export type SweepEnv = Readonly<Record<(typeof sweepEnv)[number], string>>;
