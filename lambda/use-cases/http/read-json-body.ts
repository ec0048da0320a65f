import { findJsonError } from '../../domain/http/find-json-error.ts';
import { type Refusal, refuse } from './api-answer.ts';

/** A body of JSON in UTF-8, or why it is none. */
export function readJsonBody(bytes: Uint8Array): { readonly value: unknown } | Refusal {
  const text = readText(bytes);
  if (text === undefined) return refuse('encoding');
  if (text.trim() === '') return refuse('empty');
  try {
    return { value: JSON.parse(text) };
  } catch {
    const place = findJsonError(text);
    if (place === undefined) return refuse('not-json');
    const { line, column } = place;
    return refuse('not-json', {
      more: { ja: `${line}行目の${column}文字目を確かめてください。`, en: `Look at line ${line}, column ${column}.` },
    });
  }
}

/** A text in UTF-8; undefined when it is in another encoding, or something on the way took it for UTF-8 when it was not. */
export function readText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\ufffd') ? undefined : text;
  } catch {
    return undefined;
  }
}
