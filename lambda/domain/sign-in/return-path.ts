import { linkPaths } from '../links/link-claims.ts';

/** Pages that people sign in for. */
const { approval, approvals, mail, stop, outcome, run, upload, suspects } = linkPaths;
const pages = [approval, approvals, mail, stop, outcome, run, upload, suspects].join('|');
const returnPath = new RegExp(`^/(?:${pages})/[\\w.~-]{1,2000}(?:/mail)?$`);

/** The path if it is one of our own pages that people sign in for, else undefined: nobody is ever sent anywhere else. */
export function readReturnPath(path: string | undefined): string | undefined {
  return path !== undefined && returnPath.test(path) ? path : undefined;
}

/** Where a page sends whoever has yet to sign in. */
export function signInPath(to: string): string {
  return `/sign-in?to=${encodeURIComponent(to)}`;
}
