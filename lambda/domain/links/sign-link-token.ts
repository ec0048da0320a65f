import type { LinkClaims } from './link-claims.ts';
import { linkMac } from './link-mac.ts';

/**
 * A token for a link: base64url JSON, a dot, its HMAC-SHA256. It is signed, not secret: it shows ids to who decodes it,
 * never an address or a name.
 */
export function signLinkToken(claims: LinkClaims, key: string): string {
  const payload = Buffer.from(JSON.stringify(payloadOf(claims))).toString('base64url');
  return `${payload}.${linkMac(payload, key).toString('base64url')}`;
}

/** Short names, as every link of a card counts against its size. Version 1 is in mails already sent and stays readable for ever. */
function payloadOf(claims: LinkClaims): object {
  switch (claims.purpose) {
    case 'choice':
      return { v: 1, c: claims.customer, s: claims.campaign };
    case 'approval':
    case 'mail':
    case 'outcome':
      return { v: 2, p: claims.purpose, e: seconds(claims.untilMs), c: claims.customer, k: claims.key };
    case 'approvals':
      return { v: 2, p: claims.purpose, e: seconds(claims.untilMs), a: claims.approver };
    case 'heartbeat':
      return { v: 2, p: claims.purpose, e: seconds(claims.untilMs), i: claims.id };
    case 'run':
      return { v: 2, p: claims.purpose, e: seconds(claims.untilMs), g: claims.campaign, d: claims.date };
    case 'upload':
      return { v: 2, p: claims.purpose, e: seconds(claims.untilMs), f: claims.key, w: claims.at };
    case 'suspects':
      return { v: 2, p: claims.purpose, e: seconds(claims.untilMs), y: claims.type };
    case 'stop': {
      const { purpose, untilMs, campaign, customer, record, path, nominal, dueOn, offset } = claims;
      return {
        ...{ v: 2, p: purpose, e: seconds(untilMs), g: campaign, c: customer, d: dueOn },
        ...(record !== `customer/${customer}` && { r: record }),
        ...(nominal !== dueOn && { n: nominal }),
        ...(offset !== '' && { o: offset }),
        ...(Object.keys(path).length > 0 && { t: path }),
      };
    }
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
