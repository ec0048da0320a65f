import { createHmac } from 'node:crypto';
import { toWireAddress } from '../../domain/mail-address.ts';
import type { AddressHasher } from '../../ports.ts';

/**
 * Hashes by HMAC-SHA256, base64url. Addresses that differ in case, outer blanks or the writing of the domain count as
 * one: a "no" must not be evaded by a capital letter. The key must never change, or every refusal is forgotten.
 */
export function createAddressHasher(options: { readonly key: () => Promise<string> }): AddressHasher {
  return {
    async hash(address) {
      const normalized = (toWireAddress(address) ?? address.trim()).toLowerCase();
      return createHmac('sha256', await options.key())
        .update(`address:${normalized}`)
        .digest('base64url');
    },
  };
}
