/** What the send function is told by its environment. */
export const sendEnv = [
  'CAMPAIGNS_TABLE',
  'CUSTOMERS_TABLE',
  'REFUSALS_TABLE',
  'SEND_LOG_TABLE',
  'CONTROL_TABLE',
  'ADDRESS_KEY_SECRET',
  'LINK_KEY_SECRET',
  'PAGES_URL',
  'CONFIGURATION_SET',
  'NOTICE_QUEUE_URL',
] as const;

export type SendEnv = Readonly<Record<(typeof sendEnv)[number], string>>;
