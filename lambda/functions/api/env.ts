/** What the function of the HTTP API is told by its environment. */
export const apiEnv = ['API_KEYS_SECRET', 'CONTROL_TABLE', 'EVENTS_QUEUE_URL', 'TEMPLATE_BUCKET'] as const;

export type ApiEnv = Readonly<Record<(typeof apiEnv)[number], string>>;
