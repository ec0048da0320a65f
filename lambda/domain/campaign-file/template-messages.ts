import type { LocalizedText } from '../locale.ts';

export const unescaped: LocalizedText = {
  ja: '{{{ }}} や {{& }} は使えません。{{ }} で書いてください（顧客の文字がHTMLとして読まれるのを防ぐためです）。',
  en: 'Write {{ }} instead of {{{ }}} or {{& }}: what customers typed must not become HTML.',
};

export const notAVariable: LocalizedText = {
  ja: '{{ }} の中には変数の名前を書いてください。',
  en: 'There must be the name of a variable between {{ and }}.',
};

export const noPartialBlock: LocalizedText = {
  ja: '{{> @partial-block}} は、{{#> 部品}} で呼ばれる部品の中でだけ使えます。',
  en: '{{> @partial-block}} works only in a partial that is called by {{#> name}}.',
};

export const noDynamicPartial: LocalizedText = {
  ja: '部品の名前をそのまま書いてください（例: {{> footer}}）。',
  en: "Write the partial's name itself, such as {{> footer}}.",
};

export const noPartialArguments: LocalizedText = {
  ja: '部品に値を渡すことはできません。{{> 名前}} だけを書いてください。',
  en: 'Partials take no values. Write {{> name}} alone.',
};

export function fieldWanted(name: string, example: string): LocalizedText {
  return {
    ja: `${name} のどの項目かを書いてください（例: {{${name}.${example}}}）。`,
    en: `Say which field of ${name}, such as {{${name}.${example}}}.`,
  };
}

export function unknownVariable(name: string, hint: LocalizedText): LocalizedText {
  return { ja: `${name} という変数はありません。${hint.ja}`, en: `There is no variable ${name}.${hint.en}` };
}

export function unknownHelper(name: string, hint: LocalizedText): LocalizedText {
  return {
    ja: `${name} というヘルパーはありません。${hint.ja}`,
    en: `There is no helper ${name}.${hint.en}`,
  };
}

export function blockHelper(name: string): LocalizedText {
  return {
    ja: `${name} は {{#${name} …}} … {{/${name}}} の形で使ってください。`,
    en: `Use ${name} as {{#${name} …}} … {{/${name}}}.`,
  };
}

export function unknownBlock(name: string): LocalizedText {
  return {
    ja: `{{#${name}}} は使えません。使えるのは {{#if}}、{{#unless}}、{{#each}}、{{#with}} です。`,
    en: `There is no {{#${name}}}. There are {{#if}}, {{#unless}}, {{#each}} and {{#with}}.`,
  };
}

export function noNamedArguments(name: string): LocalizedText {
  return { ja: `${name} に「名前=値」は書けません。`, en: `${name} takes no name=value.` };
}

export function argumentCount(
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): LocalizedText {
  const count = min === max ? `${min}` : `${min}〜${max}`;
  return {
    ja: `${name} に渡す値は ${count} 個です。`,
    en: `${name} takes ${min === max ? min : `${min} to ${max}`} value${max === 1 ? '' : 's'}.`,
  };
}

export function unknownToken(token: string): LocalizedText {
  const hint = token.toLowerCase().startsWith('y') ? 'yyyy' : token.toLowerCase().startsWith('d') ? 'd' : 'M';
  return {
    ja: `日付の書式に ${token} はありません。yyyy M d EEEE G y などで書いてください（もしかして: ${hint}）。`,
    en: `${token} is no part of a date format. There are yyyy, M, d, EEEE, G and y. Did you mean ${hint}?`,
  };
}

export function notAList(name: string): LocalizedText {
  return { ja: `${name} は一覧ではないので {{#each}} では使えません。`, en: `${name} is not a list for {{#each}}.` };
}

export function notARecord(name: string): LocalizedText {
  return { ja: `${name} には項目がないので {{#with}} では使えません。`, en: `${name} has no fields for {{#with}}.` };
}

export function unknownPartial(name: string, hint: LocalizedText): LocalizedText {
  return {
    ja: `部品 ${name} がありません（partials/${name}.hbs）。${hint.ja}`,
    en: `There is no partial ${name} (partials/${name}.hbs).${hint.en}`,
  };
}

export function recursion(names: readonly string[]): LocalizedText {
  const chain = names.join(' → ');
  return { ja: `部品が自分自身を呼び出しています: ${chain}`, en: `A partial calls itself: ${chain}.` };
}

export function contentLost(name: string): LocalizedText {
  return {
    ja: `部品 ${name} には {{> @partial-block}} がないので、中身が表示されません。`,
    en: `The content would be lost: partial ${name} has no {{> @partial-block}}.`,
  };
}

/** For `years` in a trigger that counts none: every mail would be held back for its lack. */
export function alwaysEmpty(name: string): LocalizedText {
  return {
    ja: `${name} は、trigger が every: year のときだけ値を持ちます。`,
    en: `${name} has a value only when the trigger has every: year.`,
  };
}

export const noPartials: LocalizedText = {
  ja: '件名では部品 {{> }} を使えません。',
  en: 'A subject cannot use partials.',
};

export function contentWanted(name: string): LocalizedText {
  return {
    ja: `部品 ${name} は中身を受け取ります。{{#> ${name}}} … {{/${name}}} の形で使ってください。`,
    en: `The partial ${name} encloses content. Use it as {{#> ${name}}} … {{/${name}}}.`,
  };
}
