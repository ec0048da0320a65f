import type { Locale } from '../../lambda/domain/locale.ts';

/** The page before its script has run. */
export function viewerPage(locale: Locale): string {
  const waiting = locale === 'ja' ? 'JavaScript を有効にしてください。' : 'Please enable JavaScript.';
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>節目 Fushime</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/viewer.css">
<script type="module" src="/viewer.js"></script>
</head>
<body>
<noscript>${waiting}</noscript>
<div id="app"></div>
</body>
</html>
`;
}

/** A bamboo's joint (節), the mark of the house. */
export const viewerIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#2b4a5e"/><g fill="none" stroke="#f4efe6" stroke-width="2.4" stroke-linecap="round"><path d="M12.5 4v10M19.5 4v10M12.5 18v10M19.5 18v10"/><path d="M10.5 14c3 2 8 2 11 0M10.5 18c3-2 8-2 11 0" stroke="#e0a458"/></g></svg>
`;
