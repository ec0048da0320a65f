import type { Locale } from '../locale.ts';
import { linkedText, plainText } from './card-text.ts';

/** A customer as cards name them. Empty texts are left out. */
export interface NamedCustomer {
  readonly customer: string;
  readonly customerName: string;
  readonly company: string;
  readonly crmUrl: string;
}

/** **山田 太郎** 様 · 株式会社山田, linked to the CRM. The company, or else the id, stands in for a missing name. */
export function customerText({ customer, customerName, company, crmUrl }: NamedCustomer, locale: Locale): string {
  const name = `**${linkedText(customerName || company || customer, crmUrl)}**`;
  if (customerName === '') return name;
  return `${name}${locale === 'ja' ? ' 様' : ''}${company === '' ? '' : ` · ${plainText(company)}`}`;
}
