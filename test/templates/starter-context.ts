import type { StarterCampaign } from './read-starter-campaigns.ts';

const customer = {
  id: 'C0001',
  company: '株式会社こもれび <珈琲> 店',
  name: '髙﨑 𠮷乃',
  email: 'yoshino@example.jp',
  contractStatus: '有効',
  productA: true,
  crmUrl: 'https://crm.example.jp/customers/C0001',
  note: '納品は午前中のみ',
};

/** What a customer's sheet may leave empty: all of it. */
const emptyCustomer = {
  id: 'C0002',
  company: '',
  name: '',
  email: '',
  contractStatus: '',
  productA: '',
  crmUrl: '',
  note: '',
};

const sender = {
  name: '見本珈琲機器株式会社',
  address: '東京都千代田区見本町1-2-3',
  contact: '03-0000-0000',
};

/** The variables of a mail, with every field filled, or with nothing but what the trigger itself guarantees. */
export function starterContext(campaign: StarterCampaign, filled: 'full' | 'sparse', offsetIso = 'P1W'): object {
  const full = filled === 'full';
  const who = full ? customer : emptyCustomer;
  const text = (value: string) => (full ? value : '');
  return {
    ...who,
    customer: who,
    owner: { name: text('見本 太郎'), email: text('taro@example.jp') },
    sender,
    contract: { id: 'K001', name: text('スタンダード保守'), endDate: '2027-03-31' },
    purchase: { id: 'P001', product: '製品A', date: '2024-03-31' },
    program: { id: 'G1', name: text('ラテアート講座') },
    delivery: { id: 'D1', date: '2027-03-31', title: text('第1回'), content: text('一行目\n二行目') },
    event: { title: text('導入ガイド'), url: text('https://www.example.jp/guide.pdf') },
    years: 3,
    offset: campaign.frontMatter.locale === 'en' ? '1 week' : '1週間',
    offsetIso,
    date: '2027-03-31',
    today: '2027-03-24',
    daysLeft: 7,
    daysLate: 0,
    ...(campaign.frontMatter.category === 'marketing' && { unsubscribeUrl: 'https://mail.example.jp/u?t=token' }),
  };
}
