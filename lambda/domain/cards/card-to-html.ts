import { escapeHtml } from '../message/escape-html.ts';
import type { CardElement, CardPayload, TextBlock, Tone } from './adaptive-card.ts';
import { readInline } from './read-inline.ts';

const colors: Readonly<Record<Tone | 'emphasis', string>> = {
  default: '#242424',
  emphasis: '#5b5fc7',
  good: '#237b4b',
  warning: '#8a5300',
  attention: '#b3261e',
};
const sizes: Readonly<Record<NonNullable<TextBlock['size']>, string>> = {
  small: '12px',
  medium: '16px',
  large: '20px',
};

/** A card as the HTML of a mail: all text escaped, links to the web only, inline styles and nothing from elsewhere. */
export function cardToHtml(payload: CardPayload): string {
  const { body, actions } = payload.attachments[0].content;
  const buttons = actions.map(
    ({ title, url }) =>
      `<p style="margin:16px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 20px;background:#5b5fc7;color:#ffffff;border-radius:4px;text-decoration:none">${escapeHtml(title)}</a></p>`,
  );
  return `<div style="max-width:640px;margin:0 0 24px">${body.map(elementHtml).join('')}${buttons.join('')}</div>`;
}

function elementHtml(element: CardElement): string {
  switch (element.type) {
    case 'TextBlock':
      return textHtml(element);
    case 'FactSet':
      return element.facts
        .map(({ title, value }) => `<p style="margin:4px 0"><b>${escapeHtml(title)}</b>: ${inlineHtml(value)}</p>`)
        .join('');
    case 'ColumnSet':
      return `<p style="margin:4px 0">${element.columns
        .flatMap(({ items }) => items.map(({ text }) => inlineHtml(text)))
        .join(' &nbsp; ')}</p>`;
    case 'Container': {
      const { style, separator, items } = element;
      const edge = style === undefined ? '' : `border-left:4px solid ${colors[style]};padding-left:12px;`;
      const line = separator ? 'border-top:1px solid #d1d1d1;padding-top:8px;' : '';
      return `<div style="${edge}${line}margin:12px 0">${items.map(elementHtml).join('')}</div>`;
    }
  }
}

function textHtml({ text, size, weight, color = 'default', isSubtle }: TextBlock): string {
  const bold = weight === 'bolder' ? 'font-weight:bold;' : '';
  const shade = isSubtle ? '#616161' : colors[color];
  return `<p style="margin:4px 0;font-size:${size === undefined ? '14px' : sizes[size]};${bold}color:${shade}">${inlineHtml(text)}</p>`;
}

function inlineHtml(markdown: string): string {
  return readInline(markdown)
    .map(({ words, url }) =>
      url === undefined ? escapeHtml(words) : `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`,
    )
    .join('');
}
