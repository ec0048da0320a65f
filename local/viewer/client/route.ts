const sections = ['mails', 'teams', 'log', 'campaigns', 'troubles'] as const;

/** One of the page's sections. */
export type SectionName = (typeof sections)[number];

/** What the address names: a section, something in it (a mail's id), and what the section is narrowed to. */
export interface Route {
  readonly section: SectionName;
  readonly id: string;
  readonly query: URLSearchParams;
}

/** Reads the address's fragment, `#/mails/<id>` or `#/log?campaign=birthday`. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name, id = ''] = path.split('/');
  const section = sections.find((known) => known === name) ?? 'mails';
  return { section, id: decode(id), query: new URLSearchParams(query) };
}

/** The address of a section or of something in it. */
export function linkTo(section: SectionName, id = '', query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${section}${id ? `/${encodeURIComponent(id)}` : ''}${search ? `?${search}` : ''}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
