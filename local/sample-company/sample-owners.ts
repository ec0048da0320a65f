/** A colleague who looks after customers. */
export interface SampleOwner {
  readonly name: string;
  readonly email: string;
}

/** The six colleagues of the sample company. */
export const sampleOwners: readonly [SampleOwner, ...SampleOwner[]] = [
  { name: '佐藤 遥', email: 'haruka.sato@example.jp' },
  { name: '鈴木 健一', email: 'kenichi.suzuki@example.jp' },
  { name: '田中 美穂', email: 'miho.tanaka@example.jp' },
  { name: '伊藤 拓也', email: 'takuya.ito@example.jp' },
  { name: '山本 直子', email: 'naoko.yamamoto@example.jp' },
  { name: '中村 航', email: 'wataru.nakamura@example.jp' },
];
