declare module 'html-to-text' {
  /** Turns HTML into plain text. */
  export function convert(html: string, options?: object): string;
}

declare module 'juice/client.js' {
  import type juice from 'juice';

  /** Writes style sheets into elements. */
  const inline: (html: string, options?: juice.Options) => string;
  export = inline;
}
