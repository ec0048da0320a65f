import type { Context, Handler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { LinkClaims, LinkPurpose } from '../../domain/links/link-claims.ts';
import { type VerifiedLink, verifyLinkToken } from '../../domain/links/verify-link-token.ts';
import { type MessageKind, messagePage } from '../../domain/pages/message-page.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { Clock, Log } from '../../ports.ts';
import { isFromOwnPage } from './same-origin.ts';

/** What opening a link needs. */
export interface LinkTools {
  readonly stage: StageConfig;
  readonly clock: Clock;
  readonly log: Log;
  /** All keys that ever signed a link, newest first. */
  readonly linkKeys: () => Promise<readonly string[]>;
  /** The same, read again if that was some time ago: a link may be younger than the keys at hand. */
  readonly latestLinkKeys: () => Promise<readonly string[]>;
}

const statusOf = {
  'not-found': 404,
  'not-understood': 400,
  'too-large': 413,
  foreign: 403,
  'not-yours': 403,
  expired: 410,
  failed: 500,
} as const;

/** Answers with nothing but a message, the same for everybody. */
export function answerMessage(c: Context, { stage }: Pick<LinkTools, 'stage'>, kind: MessageKind | 'too-large') {
  const shown = kind === 'too-large' ? 'not-understood' : kind;
  return c.html(messagePage(shown, stage.locale, stage.sender), statusOf[kind]);
}

type Answer = Response | Promise<Response>;

/**
 * Handles a request whose link is good for a purpose. Every other link gets one answer, as it must not tell a forged token
 * from a mistyped one; only who holds a link that was good learns that it has expired.
 */
export function onLink<P extends LinkPurpose>(
  tools: LinkTools,
  purpose: P,
  answer: (c: Context, claims: LinkClaims & { readonly purpose: P }) => Answer,
): Handler {
  return async (c) => {
    const link = await verify(tools, c.req.param('token') ?? '', purpose);
    if (link.kind === 'good') return answer(c, link.claims);
    tools.log.info(`link-${link.kind}`);
    return answerMessage(c, tools, link.kind === 'expired' ? 'expired' : 'not-found');
  };
}

/** The same for forms of colleagues' pages, which only those pages may send. */
export function onOwnForm<P extends LinkPurpose>(
  tools: LinkTools,
  purpose: P,
  answer: (c: Context, claims: LinkClaims & { readonly purpose: P }) => Answer,
): Handler {
  return onLink(tools, purpose, (c, claims) => {
    if (isFromOwnPage(c)) return answer(c, claims);
    tools.log.warn('form-foreign', { purpose });
    return answerMessage(c, tools, 'foreign');
  });
}

/** Refuses larger bodies than a form with a comment ever has. */
export function limitBody(tools: Pick<LinkTools, 'stage'>, maxBytes = 16 * 1024) {
  return bodyLimit({ maxSize: maxBytes, onError: (c) => answerMessage(c, tools, 'too-large') });
}

async function verify<P extends LinkPurpose>(tools: LinkTools, token: string, purpose: P): Promise<VerifiedLink<P>> {
  const asked = { purpose, nowMs: tools.clock.nowMs() };
  const link = verifyLinkToken(token, await tools.linkKeys(), asked);
  return link.kind === 'unknown' ? verifyLinkToken(token, await tools.latestLinkKeys(), asked) : link;
}
