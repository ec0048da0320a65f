import { invalidParameter } from './ses-error.ts';

/**
 * The bare address of `address`, which may carry a display name, or the InvalidParameterValue that SES answers.
 * SES takes 7-bit addresses only. Odd dots (`a..b@docomo.ne.jp`) pass: what SES does with them is not published.
 */
export function checkAddress(address: string): string {
  const bare = bareAddress(address);
  const at = bare.lastIndexOf('@');
  if (at === -1) throw invalidParameter("Missing final '@domain'");
  const local = bare.slice(0, at);
  const domain = bare.slice(at + 1);
  if (local === '') throw invalidParameter(`User name is missing: '${bare}'.`);
  if (!/^(?:"[\x20-\x7e]+"|[\x21-\x7e]+)$/.test(local)) {
    throw invalidParameter('Local address contains control or whitespace');
  }
  if (!local.startsWith('"') && /[(),:;<>@[\\\]"]/.test(local)) {
    throw invalidParameter('Local address contains illegal character');
  }
  if (domain === '') throw invalidParameter("Missing final '@domain'");
  if (domain.startsWith('.')) throw invalidParameter('Domain starts with dot');
  if (domain.endsWith('.')) throw invalidParameter('Domain ends with dot');
  if (domain.includes('..')) throw invalidParameter('Domain contains dot-dot');
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) throw invalidParameter('Domain contains illegal character');
  if (bare.length > 320) throw invalidParameter('Address length is more than 320 characters long.');
  return bare;
}

/** The address within angle brackets, or the whole text if there are none. */
export function bareAddress(address: string): string {
  return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim();
}
