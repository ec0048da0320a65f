import type { CardElement, CardPayload } from './adaptive-card.ts';
import { readInline } from './read-inline.ts';

/** A card as plain text, for where there is no Teams: a line for each text, links as `words <URL>`. */
export function cardToText(payload: CardPayload): string {
  const { body, actions } = payload.attachments[0].content;
  const lines = [...body.flatMap((element) => [...linesOf(element), '']), ...actions.map(actionLine)];
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linesOf(element: CardElement): readonly string[] {
  switch (element.type) {
    case 'TextBlock':
      return [inlineText(element.text)];
    case 'FactSet':
      return element.facts.map(({ title, value }) => `${title}: ${inlineText(value)}`);
    case 'ColumnSet':
      return [element.columns.flatMap(({ items }) => items.map(({ text }) => inlineText(text))).join('  ')];
    case 'Container':
      return [...element.items.flatMap(linesOf), ...(element.items.length > 1 ? [''] : [])];
  }
}

function inlineText(markdown: string): string {
  return readInline(markdown)
    .map(({ words, url }) => (url === undefined ? words : `${words} <${url}>`))
    .join('');
}

function actionLine({ title, url }: CardPayload['attachments'][0]['content']['actions'][number]): string {
  return `${title} <${url}>`;
}
