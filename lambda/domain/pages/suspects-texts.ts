import type { Locale } from '../locale.ts';

/** The words of the page of dates that look made up, in one language. */
export interface SuspectsTexts {
  readonly heading: (type: string) => string;
  readonly noneHeading: string;
  readonly none: string;
  readonly intro: string;
  readonly wrong: string;
  readonly someOf: (records: string) => string;
  readonly inFuture: string;
  readonly records: (count: string) => string;
  readonly ids: string;
  readonly more: (count: string) => string;
  readonly accept: string;
  readonly acceptNamed: (group: string) => string;
  readonly listHeading: string;
  readonly formHeading: string;
  readonly acceptedHeading: string;
  readonly acceptedNote: string;
}

/** The words in every language. */
export const suspectsTexts: Readonly<Record<Locale, SuspectsTexts>> = {
  ja: {
    heading: (type) => `要確認の日付：${type}`,
    noneHeading: '要確認の日付はありません',
    none: 'いま確認が必要な日付はありません。',
    intro:
      '仮の値のように見える日付です。確認が済むまで、これらの日付ではメールを送りません。ほかの日付のメールは、いつもどおり送ります。',
    wrong:
      '間違いなら、元の表で正しい日付に直すか空にして、もう一度取り込んでください。正しければ、その下の「この日付で送ってよい」を押してください。この日付のために止めていたメールのうち、まだ送れる期間のものは、すぐに送ります。同じ日付は、次の取り込みでも承認されたままです。',
    someOf: (records) => `はじめの${records}だけを調べました。件数はその中での数です。`,
    inFuture: '未来の日付',
    records: (count) => count,
    ids: 'ID',
    more: (count) => `ほか${count}`,
    accept: 'この日付で送ってよい',
    acceptNamed: (group) => `${group}：この日付で送ってよい`,
    listHeading: '日付の一覧',
    formHeading: '確認した方',
    acceptedHeading: '承認を受け付けました',
    acceptedNote: '反映まで少しかかります。しばらくしてからこのページを開き直すと、一覧から消えます。',
  },
  en: {
    heading: (type) => `Dates to look at: ${type}`,
    noneHeading: 'No date needs looking at',
    none: 'There is nothing to do now.',
    intro:
      'These dates look made up. Until somebody has looked at them they start no mail. Mails by other dates go out as usual.',
    wrong:
      'If a date is wrong, correct it in your list or leave it empty there, and import the list again. If it is right, press “Mail by this date”: mails that it held back and that are still valid leave at once. The same date then stays accepted when it is imported again.',
    someOf: (records) => `Only the first ${records} records were looked at; the numbers are of these.`,
    inFuture: 'in the future',
    records: (count) => `${count} records`,
    ids: 'Ids',
    more: (count) => `and ${count} more`,
    accept: 'Mail by this date',
    acceptNamed: (group) => `${group}: mail by this date`,
    listHeading: 'Dates',
    formHeading: 'Who has looked at them',
    acceptedHeading: 'Accepted',
    acceptedNote: 'This takes a moment. Open the page again a little later: they are gone from the list then.',
  },
};
