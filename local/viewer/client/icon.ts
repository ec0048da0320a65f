const NS = 'http://www.w3.org/2000/svg';

const paths = {
  mail: 'M3.5 6.5h17v11h-17zM3.5 7l8.5 6.5L20.5 7',
  teams: 'M4 5.5h16v10.5h-9l-4.5 3.5V16H4zM8 9.5h8M8 12.5h5',
  log: 'M5 6h14M5 12h14M5 18h9',
  campaign: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12.5h6M9 16h4',
  trouble: 'M12 4.5 21 19.5H3zM12 10v4.5M12 17v.2',
  plus: 'M12 5.5v13M5.5 12h13',
  search: 'M10.5 5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M14.5 14.5 19.5 19.5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  next: 'M5.5 5.5 12 12l-6.5 6.5M12.5 5.5 19 12l-6.5 6.5',
  calendar: 'M4.5 6h15v13.5h-15zM4.5 10.5h15M8.5 3.5V7M15.5 3.5V7',
  download: 'M12 4.5v10M7.5 10.5 12 15l4.5-4.5M5 19h14',
  check: 'M5 12.5 10 17.5 19.5 7',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  theme: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof paths;

/** A line drawing of 24 × 24, hidden from screen readers: words stand beside it. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS(NS, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
