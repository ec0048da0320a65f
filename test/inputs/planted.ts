import { Parser } from 'htmlparser2';

const urlAttributes = new Set(['href', 'src', 'action', 'formaction', 'data', 'srcdoc', 'background']);

/** What a browser would take for more than text: elements, attributes, scripts and URLs that nobody of ours wrote. */
export function plantedIn(html: string): readonly string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name.startsWith('x-') || name === 'script') found.push(`<${name}>`);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute.startsWith('on') || attribute === 'planted') found.push(`${name} ${attribute}`);
        const isScript = /^[\s\p{Cc}]*javascript:/iu.test(value);
        if (urlAttributes.has(attribute) && isScript) found.push(`${name} ${attribute}=${value}`);
      }
    },
    oncomment(text) {
      if (text.includes('planted')) found.push(`<!--${text}`);
    },
  });
  parser.end(html);
  return found;
}
