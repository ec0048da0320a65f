import type { MiddlewareHandler } from 'hono';

/**
 * Lets in only what a page of this very server asks for. The Host must be this machine's own name, or a foreign name that
 * resolves to 127.0.0.1 could read mails (DNS rebinding); a request that changes something must come from our own page,
 * which browsers tell in Origin and no other page can forge (cross-site request forgery).
 */
export function sameOrigin(port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (host !== `127.0.0.1:${port()}` && host !== `localhost:${port()}`) {
      return context.text('This viewer answers at http://127.0.0.1 only.\n', 421);
    }
    const { method } = context.req;
    if (method !== 'GET' && method !== 'HEAD' && context.req.header('origin') !== `http://${host}`) {
      return context.text('Only the viewer itself may change anything.\n', 403);
    }
    await next();
    return undefined;
  };
}
