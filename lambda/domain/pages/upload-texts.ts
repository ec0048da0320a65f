import type { UploadDecision } from '../import/upload.ts';
import type { Locale } from '../locale.ts';

type Decision = UploadDecision['decision'];

/** The words of the page of an upload that waits, in one language. */
export interface UploadTexts {
  readonly heading: string;
  readonly file: string;
  readonly uploaded: string;
  /** Behind an instant: how long ago that was. */
  readonly age: (age: string) => string;
  readonly rows: string;
  readonly changedIds: string;
  readonly removedIds: string;
  readonly renumberedIds: string;
  readonly renumbered: (id: string, knownAs: string) => string;
  /** Rows that are stored already. */
  readonly stored: string;
  readonly rejected: string;
  readonly errorFile: string;
  readonly until: string;
  readonly please: string;
  /** In their place when the file only came late. */
  readonly pleaseLate: string;
  readonly lateNotes: Readonly<Record<Decision, string>>;
  readonly isFull: string;
  readonly formHeading: string;
  readonly buttons: Readonly<Record<Decision, string>>;
  readonly notes: Readonly<Record<Decision, string>>;
  readonly decidedHeading: Readonly<Record<Decision, string>>;
  readonly decidedNote: Readonly<Record<Decision, string>>;
  /** Where a part was stored before. */
  readonly decidedPart: Readonly<Record<Decision, string>>;
  readonly doneHeading: string;
  readonly created: string;
  readonly updated: string;
  readonly unchanged: string;
  readonly removed: string;
  readonly overHeading: string;
  readonly overNote: string;
  readonly overPart: string;
  readonly comment: string;
}

/** The words in every language. */
export const uploadTexts: Readonly<Record<Locale, UploadTexts>> = {
  ja: {
    heading: 'このファイルを取り込みますか',
    file: 'ファイル',
    uploaded: 'アップロード',
    age: (age) => `（${age}）`,
    rows: '行数',
    changedIds: '氏名・会社名・メールアドレスのどれかが変わるお客様の例（ID）',
    removedIds: '削除されるものの例（ID）',
    renumberedIds: 'IDが変わったと思われるお客様の例',
    renumbered: (id, knownAs) => `${id}（登録済みのIDは${knownAs}）`,
    stored: '取り込み済みの行',
    rejected: '取り込めない行',
    errorFile: '取り込めない行などの一覧',
    until: '期限',
    please:
      '変更が多いため、1件も取り込まずに止めています。元のファイルを開き、列や行がずれていないか、古いファイルや別のファイルでないかを確かめてください。',
    pleaseLate: '新しいファイルにすべて入っているなら、取り込む必要はありません。',
    lateNotes: {
      take: 'このファイルだけにある内容も必要なとき。両方にある内容は、このファイルのものに戻ります。削除は行いません。',
      drop: '新しいファイルだけで足りるとき。登録済みのデータはそのままです。',
    },
    isFull: '全件同期：このファイルにないものは削除されます。',
    formHeading: 'どうしますか',
    buttons: { take: '取り込む', drop: '取り込まない' },
    notes: {
      take: 'ファイルが正しいとき。配信停止や消去を申し出たお客様の扱いは、取り込んでも変わりません。',
      drop: 'ファイルが間違っているとき。登録済みのデータはそのままです。直したファイルは、あらためてアップロードしてください。',
    },
    decidedHeading: { take: '取り込むことに決まりました', drop: '取り込まないことに決まりました' },
    decidedNote: {
      take: '取り込みには少し時間がかかります。終わると、結果をTeamsでお知らせします。',
      drop: '登録済みのデータは変わっていません。',
    },
    decidedPart: {
      take: '残りの取り込みには少し時間がかかります。終わると、結果をTeamsでお知らせします。',
      drop: '残りは取り込みません。それまでに取り込んだ行はそのままです。',
    },
    doneHeading: '取り込みの結果',
    created: '新規',
    updated: '更新',
    unchanged: '変更なし',
    removed: '削除',
    overHeading: 'このファイルは取り込まれません',
    overNote: '期限を過ぎたか、同じ場所に新しいファイルがアップロードされました。登録済みのデータは変わっていません。',
    overPart:
      '期限を過ぎたか、同じ場所に新しいファイルがアップロードされました。それまでに取り込んだ行はそのままです。',
    comment: 'コメント',
  },
  en: {
    heading: 'Take this file in?',
    file: 'File',
    uploaded: 'Uploaded',
    age: (age) => ` (${age})`,
    rows: 'Rows',
    changedIds: 'Other name, company or address, for example (ids)',
    removedIds: 'Would be removed, for example (ids)',
    renumberedIds: 'Ids that may have changed, for example',
    renumbered: (id, knownAs) => `${id} (known as ${knownAs})`,
    stored: 'Rows stored already',
    rejected: 'Rows that cannot be imported',
    errorFile: 'List of such rows',
    until: 'Until',
    please:
      'It would change much, so nothing of it has been stored. Please open the file: are columns or rows shifted? Is it an old file, or another one?',
    pleaseLate: 'If the newer file has everything, this one is not needed.',
    lateNotes: {
      take: 'It has something that the newer one has not. What both have goes back to what this one says. Nothing is removed.',
      drop: 'The newer file is enough. What is stored stays as it is.',
    },
    isFull: 'Full sync: what is not in this file is removed.',
    formHeading: 'What is to be done?',
    buttons: { take: 'Take it in', drop: 'Do not take it in' },
    notes: {
      take: 'The file is right. Nothing changes for customers who have opted out or were erased.',
      drop: 'The file is wrong. What is stored stays as it is. Upload the corrected file again.',
    },
    decidedHeading: { take: 'It was decided to take it in', drop: 'It was decided not to take it in' },
    decidedNote: {
      take: 'This takes a moment. Teams is told what came of it.',
      drop: 'What is stored has not changed.',
    },
    decidedPart: {
      take: 'The rest takes a moment. Teams is told what came of it.',
      drop: 'The rest is not stored. The rows that were stored before stay.',
    },
    doneHeading: 'What came of it',
    created: 'New',
    updated: 'Updated',
    unchanged: 'Unchanged',
    removed: 'Removed',
    overHeading: 'This file is not taken in',
    overNote: 'Its time is over, or a newer file was uploaded in its place. What is stored has not changed.',
    overPart: 'Its time is over, or a newer file was uploaded in its place. The rows that were stored before stay.',
    comment: 'Comment',
  },
};
