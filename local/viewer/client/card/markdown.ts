import { escapeHtml } from '../../../../lambda/domain/message/escape-html.ts';

/**
 * The Markdown that Teams cards know — bold, italic, links, lists — as HTML. Everything else is text: markup is escaped
 * first, and links go to the web or to mail only. `<at>name</at>` becomes a mention.
 */
export function markdownToHtml(markdown: string): string {
  const blocks: string[] = [];
  let list: { readonly tag: 'ul' | 'ol'; readonly items: string[] } | undefined;
  const endList = () => {
    if (list) blocks.push(`<${list.tag}>${list.items.map((item) => `<li>${item}</li>`).join('')}</${list.tag}>`);
    list = undefined;
  };
  let lines: string[] = [];
  const endParagraph = () => {
    if (lines.length > 0) blocks.push(`<p>${lines.join('<br>')}</p>`);
    lines = [];
  };
  for (const line of markdown.split(/\r\n?|\n/)) {
    const item = /^\s*(?:([-*+])|\d{1,9}[.)])\s+(.*)$/.exec(line);
    if (item) {
      endParagraph();
      const tag = item[1] ? 'ul' : 'ol';
      if (list?.tag !== tag) endList();
      list ??= { tag, items: [] };
      list.items.push(inline(item[2] ?? ''));
    } else if (line.trim() === '') {
      endParagraph();
      endList();
    } else {
      endList();
      lines.push(inline(line));
    }
  }
  endParagraph();
  endList();
  return blocks.join('');
}

// Marks that cannot be typed keep links and mentions out of the reach of bold and italic.
const KEPT = /\uE000(\d+)\uE001/g;

function inline(text: string): string {
  const kept: string[] = [];
  const keep = (html: string) => `\uE000${kept.push(html) - 1}\uE001`;
  const marked = text
    .replace(/[\uE000\uE001]/g, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!~])/g, (_, character: string) => keep(escapeHtml(character)))
    .replace(/<at>(.*?)<\/at>/g, (_, name: string) => keep(`<span class="mention">${escapeHtml(name)}</span>`))
    .replace(/\[([^[\]]+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)/g, (whole, label: string, url: string) =>
      isSafeLink(url) ? keep(`<a href="${escapeHtml(url)}" rel="noopener noreferrer">${emphasis(label)}</a>`) : whole,
    );
  // A link's label may hold what was kept before it.
  let html = emphasis(marked);
  while (/\uE000\d+\uE001/.test(html)) html = html.replace(KEPT, (_, n: string) => kept[Number(n)] ?? '');
  return html;
}

function emphasis(text: string): string {
  return escapeHtml(text)
    .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, '<strong>$2</strong>')
    .replace(/(^|[^\w*])([*_])(?=[^\s*_])(.*?[^\s*_])\2(?![\w*])/g, '$1<em>$3</em>');
}

function isSafeLink(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url);
}
