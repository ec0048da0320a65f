/** A place where cards go: a channel by name, or an owner by address. */
export type CardAddress =
  | { readonly kind: 'channel'; readonly name: string }
  | { readonly kind: 'owner'; readonly email: string };
