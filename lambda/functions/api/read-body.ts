import type { Context } from 'hono';
import type { LocalizedText } from '../../domain/locale.ts';
import { type Refusal, refuse } from '../../use-cases/http/api-answer.ts';

/** What a body may be; `whatElse` tells whoever brings more what to do instead. */
export interface BodyRules {
  readonly mediaTypes: ReadonlySet<string>;
  readonly maxBytes: number;
  readonly whatElse: LocalizedText;
}

/** Reads a body with its media type, or says why not. */
export async function readBody(
  c: Context,
  { mediaTypes, maxBytes, whatElse }: BodyRules,
): Promise<{ readonly body: Uint8Array; readonly mediaType: string } | Refusal> {
  const [mediaType = '', ...parameters] = (c.req.header('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const isOtherJson = /json$/.test(mediaType) && parameters.some((one) => /^charset=(?!"?utf-?8"?$)/.test(one));
  if (!mediaTypes.has(mediaType) || isOtherJson) {
    const list = [...mediaTypes].join(', ');
    return refuse('media-type', { more: { ja: `${list}（JSONはUTF-8）`, en: `${list}; JSON in UTF-8.` } });
  }
  const body = new Uint8Array(await c.req.raw.arrayBuffer());
  return body.length > maxBytes ? refuse('too-large', { more: whatElse }) : { body, mediaType };
}
