/** What has been refused by or for a customer and their address. `optedOut` lists campaign identities, or `marketing` for all. */
export interface Refusals {
  readonly optedOut: readonly string[];
  readonly suppressed: boolean;
  readonly erased: boolean;
}
