import type { LocalizedText } from '../locale.ts';
import { type RowProblem, rejection, warning } from './import-problem.ts';
import type { SuspectCount } from './upload.ts';

/** Two rows have one id. */
export function sameId(earlier: number, row: number, id: string): RowProblem {
  return warning(row, '', id, {
    ja: `同じIDが${earlier}行目にもあります。あとの行の内容を使いました。`,
    en: `Row ${earlier} has the same id. The later row was used.`,
  });
}

/** Two customers have one address. */
export function sameAddress(earlier: number, row: number, column: string, address: string): RowProblem {
  return warning(row, column, address, {
    ja: `同じメールアドレスが${earlier}行目にもあります。同じ人なら1件にまとめてください（それぞれにメールが届きます）。`,
    en: `Row ${earlier} has the same address. If it is the same person, keep one row only: each of them gets mail.`,
  });
}

/** A date looks made up. */
export function suspectDate(row: number, column: string, value: string, cause: SuspectCount['cause']): RowProblem {
  return warning(row, column, value, suspectWords[cause]);
}

/** Somebody who has been erased is in the file again. Quotes nothing. */
export function ofErasedPerson(row: number): RowProblem {
  return warning(row, '', '', {
    ja: '消去を求めた方の行のため、保存しませんでした。元のリストからも削除してください。',
    en: 'The row is about a person who asked to be erased and was not stored. Remove it from your list, too.',
  });
}

/** A file that is the whole of its type takes nothing away, as it may not be whole. */
export function removesNothing(why: 'no-row' | 'unreadable-id'): RowProblem {
  return warning(1, '', '', whyNotRemoved[why]);
}

/** A person decided to take a file in, or it was being taken in, and it is no longer there. */
export const fileIsGone: RowProblem = rejection(1, '', '', {
  ja: 'ファイルがもうありません（imports/ のファイルは30日で消えます）。もう一度アップロードしてください。',
  en: 'The file is no longer there (files under imports/ are kept for 30 days). Upload it again.',
});

const accept: LocalizedText = {
  ja: '正しければ「要確認の日付」の画面で承認してください。それまで、この日付ではメールを送りません。',
  en: 'If it is right, accept it on the page of dates to look at. Until then it starts no mail.',
};

const suspectWords: Readonly<Record<SuspectCount['cause'], LocalizedText>> = {
  'default-date': {
    ja: `日付が空のときにシステムが入れる既定値のようです。本当の日付に直すか、空にしてください。${accept.ja}`,
    en: `It looks like what systems write where there is no date. Correct it or leave it empty. ${accept.en}`,
  },
  'future-birthday': {
    ja: `未来の誕生日です。正しい日付に直してください。${accept.ja}`,
    en: `It is a birthday in the future. Correct it. ${accept.en}`,
  },
  'same-birthday': {
    ja: `このファイルのとても多くの行が、同じ生年月日です。仮の日付なら、直すか空にしてください。${accept.ja}`,
    en: `Very many rows of this file have this same birthday. If it stands for none, correct it or leave it empty. ${accept.en}`,
  },
};

const whyNotRemoved: Readonly<Record<'no-row' | 'unreadable-id', LocalizedText>> = {
  'no-row': {
    ja: '全件同期のファイルですが、正しい行が1行もないため、登録済みのレコードは1件も削除しませんでした。',
    en: 'The file was to be the whole, but has no good row. No record was removed.',
  },
  'unreadable-id': {
    ja: '全件同期のファイルですが、IDの分からない行があるため、登録済みのレコードは1件も削除しませんでした。行を直して、もう一度アップロードしてください。',
    en: 'The file was to be the whole, but the id of some row cannot be read. No record was removed. Correct the rows and upload it again.',
  },
};
