import type { SampleContract } from './sample-contracts.ts';
import type { SampleCustomer } from './sample-customers.ts';
import type { SamplePurchase } from './sample-purchases.ts';

/** A line of customers.csv by column label, with what the customer's own contracts and purchases say. */
export function customerRow(
  customer: SampleCustomer,
  contracts: readonly SampleContract[],
  purchases: readonly SamplePurchase[],
): Readonly<Record<string, string>> {
  const contract = contracts
    .filter((one) => one.customer === customer.id)
    .reduce<SampleContract | undefined>((last, one) => (last && last.endDate > one.endDate ? last : one), undefined);
  const bought = purchases.filter((one) => one.customer === customer.id);
  return {
    顧客ID: customer.id,
    会社名: customer.company,
    氏名: customer.name,
    顧客メールアドレス: customer.email,
    担当者: customer.owner.name,
    担当者メールアドレス: customer.owner.email,
    誕生日: customer.birthday,
    最終購入日:
      bought
        .map(({ date }) => date)
        .toSorted()
        .at(-1) ?? '',
    契約終了日: contract?.endDate ?? '',
    契約状態: contract?.status ?? '',
    製品A購入フラグ: yesOrNo(bought.some(({ product }) => product === '製品A')),
    自動メール停止フラグ: yesOrNo(customer.stopped),
    手動承認必要フラグ: yesOrNo(customer.approvalRequired),
    配信同意: customer.consent,
    CRMリンク: customer.crmUrl,
    備考: customer.note,
    '最終メール送信日(誕生日)': customer.birthdayMailedOn,
  };
}

function yesOrNo(value: boolean): string {
  return value ? 'はい' : 'いいえ';
}
