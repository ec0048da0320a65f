// The client build is the one that cannot fetch: it knows neither files nor addresses.
import juice from 'juice/client.js';
import { protectTags } from './protect-tags.ts';

/** A template with its style sheets written into its elements. Media queries and the like stay in a style element. */
export function inlineCss(template: string): string {
  const { html, restore } = protectTags(template);
  return restore(
    juice(html, {
      preserveMediaQueries: true,
      preserveFontFaces: true,
      preserveKeyFrames: true,
      preservePseudos: true,
      preserveImportant: true,
      applyWidthAttributes: false,
      applyHeightAttributes: false,
      applyAttributesTableElements: false,
    }),
  );
}
