/** What a suppression forbids: every mail, all marketing, or one campaign by its identity (`campaign:<identity>`). */
export type SuppressionScope = 'everything' | 'marketing' | `campaign:${string}`;

/** What has been refused by or for a customer and their address. `optedOut` lists campaign identities, or `marketing` for all. */
export interface Refusals {
  readonly optedOut: readonly string[];
  readonly suppressed: readonly string[];
  readonly erased: boolean;
}
