import { domainToASCII } from 'node:url';

const maxLength = 254;
const maxLocalLength = 64;
// Odd dots are let through on purpose: docomo and au gave out `a..b@` and `.a@` until 2009, and they still receive mail.
const plainLocal = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;
const quotedLocal = /^"[\x20-\x7e]+"$/;
const quotedBreaker = /[\\"<>,]/;
const domainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The address as mail servers want it: 7-bit, the domain in lower-case Punycode, the local part as it was. Undefined
 * when it cannot be mailed. SES takes no SMTPUTF8, so a local part beyond ASCII cannot (SDK SendRawEmail).
 */
export function toWireAddress(address: string): string | undefined {
  const trimmed = address.trim();
  const at = trimmed.indexOf('@');
  if (at < 1 || trimmed.indexOf('@', at + 1) !== -1) return undefined;
  const local = trimmed.slice(0, at);
  const domain = toWireDomain(trimmed.slice(at + 1));
  if (domain === undefined || local.length > maxLocalLength || !isLocalPart(local)) return undefined;
  const wire = `${local}@${domain}`;
  return wire.length > maxLength ? undefined : wire;
}

/** Whether a mail can be addressed to it. That somebody reads it there is for the bounces to tell. */
export function isMailableAddress(address: string): boolean {
  return toWireAddress(address) !== undefined;
}

/** Whether two addresses, neither of them empty, name one mailbox: case, outer blanks and the writing of the domain do not count. */
export function isSameAddress(one: string, other: string): boolean {
  const [left, right] = [one, other].map((address) => (toWireAddress(address) ?? address.trim()).toLowerCase());
  return left !== '' && left === right;
}

function isLocalPart(local: string): boolean {
  return plainLocal.test(local) || (quotedLocal.test(local) && !quotedBreaker.test(local.slice(1, -1)));
}

function toWireDomain(domain: string): string | undefined {
  // domainToASCII forgives what a mail server does not: outer blanks, percent signs, numbers as IP addresses.
  if (/[\s%/\\:?#[\]@<>,]/.test(domain)) return undefined;
  const ascii = domainToASCII(domain);
  const labels = ascii.split('.');
  const isHostName = labels.length > 1 && labels.every((label) => domainLabel.test(label));
  return isHostName && !/^\d+$/.test(labels.at(-1) ?? '') ? ascii : undefined;
}
