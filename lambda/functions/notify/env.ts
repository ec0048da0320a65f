/** What the notify function is told by its environment. */
export const notifyEnv = [
  'CAMPAIGNS_TABLE',
  'CUSTOMERS_TABLE',
  'SEND_LOG_TABLE',
  'CONTROL_TABLE',
  'TEAMS_SECRET',
  'LINK_KEY_SECRET',
  'ADDRESS_KEY_SECRET',
  'PAGES_URL',
  'CONFIGURATION_SET',
  'NOTICE_QUEUE_URL',
  'EVENT_BUS',
] as const;

export type NotifyEnv = Readonly<Record<(typeof notifyEnv)[number], string>>;
