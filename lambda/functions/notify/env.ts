/** What the notify function is told by its environment. */
export const notifyEnv = ['CAMPAIGNS_TABLE', 'CUSTOMERS_TABLE', 'SEND_LOG_TABLE', 'TEAMS_SECRET'] as const;

export type NotifyEnv = Readonly<Record<(typeof notifyEnv)[number], string>>;
