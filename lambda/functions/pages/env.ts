/** What the pages function is told by its environment. */
export const pagesEnv = [
  'REFUSALS_TABLE',
  'CUSTOMERS_TABLE',
  'CAMPAIGNS_TABLE',
  'LINK_KEY_SECRET',
  'ADDRESS_KEY_SECRET',
] as const;

export type PagesEnv = Readonly<Record<(typeof pagesEnv)[number], string>>;
