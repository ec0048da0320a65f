import PostalMime, { decodeWords } from 'postal-mime';
import type { MailboxView } from './view.ts';
import type { ViewedMail } from './viewer-backend.ts';

/** A mail taken apart by a parser that shares no code with the one that wrote it. */
export interface ReadMail {
  readonly to: MailboxView;
  readonly subject: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  /** '' when there is no HTML part. */
  readonly html: string;
}

/** Reads a mail's bytes. What cannot be read as a mail comes out empty, never as an error. */
export async function readMail({ raw, destinations }: ViewedMail): Promise<ReadMail> {
  try {
    const { to, subject, headers, text, html } = await PostalMime.parse(raw);
    const first = to?.flatMap((entry) => entry.group ?? [entry])[0];
    return {
      to: { name: first?.name ?? '', address: first?.address ?? destinations[0] ?? '' },
      subject: subject ?? '',
      headers: headers.map(({ originalKey, value }) => ({ name: originalKey, value: decodeWords(value) })),
      text: text ?? '',
      html: html ?? '',
    };
  } catch {
    return { to: { name: '', address: destinations[0] ?? '' }, subject: '', headers: [], text: '', html: '' };
  }
}
