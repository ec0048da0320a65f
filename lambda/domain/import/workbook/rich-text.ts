import { unescapeText } from './unescape-text.ts';

/** Puts a text together from its runs. Phonetic runs (ふりがな, ECMA-376-1 18.4.6) are how it is read, not what it says. */
export class RichText {
  #value = '';
  #isText = false;
  #isPhonetic = false;

  open(name: string): void {
    if (name === 't') this.#isText = true;
    if (name === 'rPh') this.#isPhonetic = true;
  }

  text(text: string): void {
    if (this.#isText && !this.#isPhonetic) this.#value += text;
  }

  close(name: string): void {
    if (name === 't') this.#isText = false;
    if (name === 'rPh') this.#isPhonetic = false;
  }

  value(): string {
    return unescapeText(this.#value);
  }
}
