import type { LocalizedText } from '../locale.ts';
import type { CelKind } from './cel-functions.ts';

export const notBoolean: LocalizedText = {
  ja: 'where は「はい」か「いいえ」になる式で書いてください（例: customer.productA）。',
  en: 'where must be an expression that is true or false, such as customer.productA.',
};

export const useNull: LocalizedText = {
  ja: 'has(…) の代わりに != null と書いてください。',
  en: 'Write != null instead of has(…).',
};

export const notAList: LocalizedText = {
  ja: 'in の右には ["A", "B"] のような一覧を書いてください。',
  en: 'What follows in must be a list such as ["A", "B"].',
};

export function fieldWanted(name: string): LocalizedText {
  return {
    ja: `${name} のどの項目かを書いてください（例: ${name}.id）。`,
    en: `Say which field of ${name}, such as ${name}.id.`,
  };
}

const KIND_WORDS: Readonly<Record<CelKind, LocalizedText>> = {
  bool: { ja: 'はい/いいえ', en: 'a yes or no' },
  number: { ja: '数', en: 'a number' },
  string: { ja: '文字', en: 'text' },
  list: { ja: '一覧', en: 'a list' },
  map: { ja: '表', en: 'a map' },
  null: { ja: '空', en: 'null' },
  any: { ja: '値', en: 'a value' },
};

export function wrongKind(wanted: CelKind): LocalizedText {
  return { ja: `ここには${KIND_WORDS[wanted].ja}が要ります。`, en: `This must be ${KIND_WORDS[wanted].en}.` };
}

export function unlike(left: string, leftKind: CelKind, rightKind: CelKind): LocalizedText {
  if (leftKind === 'bool' && rightKind === 'string') {
    return {
      ja: `${left} は、はい/いいえの項目です。文字とは比べられません。${left} == true と書いてください。`,
      en: `${left} is a yes/no field and never equals text. Write ${left} == true.`,
    };
  }
  return {
    ja: `${KIND_WORDS[leftKind].ja}と${KIND_WORDS[rightKind].ja}は比べられません。`,
    en: `${capitalized(KIND_WORDS[leftKind].en)} and ${KIND_WORDS[rightKind].en} cannot be compared.`,
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const constantKey: LocalizedText = {
  ja: '[ ] の中には列名を " " で囲んで書いてください。',
  en: 'Between [ and ] there must be a column label in quotes.',
};

export function outOfReach(name: string, types: readonly string[]): LocalizedText {
  return {
    ja: `${name} はこの trigger からたどれません。使えるのは ${types.join('、')} です。`,
    en: `${name} cannot be reached from this trigger. There are ${types.join(', ')}.`,
  };
}

export function unknownName(name: string): LocalizedText {
  return { ja: `${name} という名前はありません。`, en: `There is nothing called ${name}.` };
}

export function unknownFunction(name: string): LocalizedText {
  return { ja: `関数 ${name} はありません。`, en: `There is no function ${name}.` };
}

export function customerWanted(name: string): LocalizedText {
  return { ja: `${name} は customer.${name} と書いてください。`, en: `Write customer.${name} instead of ${name}.` };
}

export function ambiguousField(name: string, keys: readonly string[]): LocalizedText {
  return {
    ja: `${name} に当たる項目が複数あります: ${keys.join('、')}`,
    en: `${name} is more than one field: ${keys.join(', ')}.`,
  };
}

export function unknownField(type: string, label: string, name: string): LocalizedText {
  return { ja: `${label}（${type}）に ${name} という項目はありません。`, en: `${type} has no field ${name}.` };
}

export function bracketsAround(name: string): LocalizedText {
  return { ja: `${name} を囲む括弧を外してください。`, en: `Take away the brackets around ${name}.` };
}
