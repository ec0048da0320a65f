/** What the feedback function is told by its environment. */
export const feedbackEnv = ['SEND_LOG_TABLE', 'REFUSALS_TABLE', 'ADDRESS_KEY_SECRET', 'NOTICE_QUEUE_URL'] as const;

export type FeedbackEnv = Readonly<Record<(typeof feedbackEnv)[number], string>>;
