import { h } from './element.ts';
import type { Page } from './section.ts';

/** Takes files dragged anywhere onto the page. Answers how to stop. */
export function dropZone({ words }: Page, onFiles: (files: readonly File[]) => void): () => void {
  const t = words.upload;
  const veil = h(
    'div',
    { class: 'drop-veil', hidden: true },
    h('div', { class: 'drop-box' }, h('p', {}, t.drop), h('p', {}, t.dropHint)),
  );
  document.body.append(veil);
  const stop = new AbortController();
  const on = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void) =>
    document.addEventListener(name, listener, { signal: stop.signal });
  // Every element on the way is entered and left: only the balance says whether the files are over the page.
  let inside = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

  on('dragenter', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    inside += 1;
    veil.hidden = false;
  });
  on('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  on('dragleave', (event) => {
    if (!hasFiles(event)) return;
    inside -= 1;
    veil.hidden = inside <= 0;
  });
  on('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    inside = 0;
    veil.hidden = true;
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
  return () => {
    stop.abort();
    veil.remove();
  };
}
