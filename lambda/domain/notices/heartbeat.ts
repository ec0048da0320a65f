import type { CardAddress } from './card-address.ts';

/** One question, asked by a card, whether cards still arrive. Instants are ISO UTC. */
export interface Heartbeat {
  readonly id: string;
  readonly place: CardAddress;
  readonly askedAt: string;
  readonly answeredAt?: string;
  readonly reportedAt?: string;
}
