/** What the rotate function is told by its environment. */
export const rotateEnv = ['LINK_KEY_SECRET'] as const;

export type RotateEnv = Readonly<Record<(typeof rotateEnv)[number], string>>;
