import { addDays, type IsoDate, parsePlainDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { SampleCustomer } from './sample-customers.ts';
import { birthDateOn, monthDayOf } from './sample-dates.ts';

/** What a part changes about the person who plays it. */
export type CastChange = Partial<Omit<SampleCustomer, 'id'>>;

const longCompany =
  '一般社団法人 全国喫茶文化継承普及推進ネットワーク協議会 東日本統括本部 人材育成・機器選定委員会事務局';

/** Who has a birthday today, soon, or on 29 February, and the cases that a birthday campaign must get right. */
export function birthdayCast(today: IsoDate): readonly CastChange[] {
  const { year } = parsePlainDate(today);
  const born = (inDays: number, yearsAgo: number) => birthDateOn(monthDayOf(addDays(today, inDays)), year - yearsAgo);
  return [
    { name: '髙﨑 真理', email: 'mari.takasaki@asagiri-coffee.example.jp', consent: 'はい', birthday: born(0, 41) },
    { birthday: `--${monthDayOf(today)}`, note: '誕生日は月日のみ伺っています' },
    { birthday: born(0, 35), approvalRequired: true, note: '送信前に担当者が文面を確認' },
    { birthday: born(0, 52), stopped: true, note: 'ご不幸があったため、自動メールを控える' },
    { birthday: born(0, 47), consent: 'いいえ' },
    { birthday: born(0, 29), email: '', note: 'メールアドレス未登録。電話で連絡' },
    {
      birthday: born(0, 38),
      name: '',
      email: 'info@seiryu-bakery.example.jp',
      consent: 'はい',
      note: '代表アドレスのみ',
    },
    { birthday: born(7, 44), name: '𠮷野 恵', email: 'megumi.yoshino@yunagi-foods.example.jp', consent: 'はい' },
    { birthday: born(7, 33), company: longCompany, email: 'yuko.kato@kissa-kyokai.example.jp', consent: 'はい' },
    { birthday: born(1, 50), consent: 'はい' },
    { birthday: born(8, 27), consent: 'はい' },
    { birthday: '1984-02-29', consent: 'はい' },
    { birthday: '1996-02-29', name: '﨑山 剛', email: 'tsuyoshi.sakiyama@yukige-foods.example.jp' },
    { birthday: '--02-29' },
  ];
}
