import type { LocalizedText } from '../locale.ts';

/** What is said of the parts of a posted event around its data. */
export type EnvelopeWord = keyof typeof envelopeWords;

/** The words, by part. */
export const envelopeWords = {
  'how-many': {
    ja: '1件から100件までのイベントを送ってください。',
    en: 'Send from 1 to 100 events.',
  },
  'not-an-object': {
    ja: 'イベントは { "type": …, "data": { … } } の形にしてください。',
    en: 'An event is an object: { "type": …, "data": { … } }.',
  },
  unknown: {
    ja: 'この項目はありません。あるのは type, id, source, time, data です。綴りを確かめてください。',
    en: 'There is no such part; there are type, id, source, time and data. Check how it is spelt.',
  },
  twice: {
    ja: 'data と detail は同じものです。どちらか一つにしてください。',
    en: 'data and detail are the same thing: send one of them.',
  },
  type: {
    ja: 'イベントの種類（customer.upserted など）を文字で書いてください。',
    en: 'Say what kind of event it is, such as customer.upserted.',
  },
  id: {
    ja: 'idは1〜128文字の文字列です。同じイベントには同じidを付けます。',
    en: 'An id is a text of 1 to 128 characters, the same whenever the same event is sent.',
  },
  source: {
    ja: 'sourceは送り元の名前です（1〜128文字、fushime以外）。',
    en: 'The source names the sender: 1 to 128 characters, and not fushime.',
  },
  time: {
    ja: 'timeは 2027-03-14T09:00:00+09:00 のように、日付・時刻・時差を書いてください。',
    en: 'Write the time with its date and offset: 2027-03-14T09:00:00+09:00.',
  },
  data: {
    ja: 'dataにイベントの中身を { … } の形で入れてください。',
    en: 'Put what the event says into data, as an object.',
  },
  specversion: { ja: 'specversionは "1.0" です。', en: 'The specversion is "1.0".' },
  datacontenttype: {
    ja: 'dataはJSONだけを受け付けます（data_base64は使えません）。',
    en: 'Only JSON is taken as data; data_base64 is not.',
  },
} satisfies Readonly<Record<string, LocalizedText>>;
