import { html } from 'hono/html';
import type { Locale } from '../locale.ts';
import { textOf } from '../records/record.ts';
import { approvalTexts } from './approval-texts.ts';
import type { Markup } from './page-frame.ts';
import { customerName, type NamedView } from './request-view.ts';

/** A customer's company, as two customers may share a name; '' where the company stands in for the name, or is not known. */
export function companyName({ customer }: Pick<NamedView, 'customer'>): string {
  return textOf(customer, 'name') === '' ? '' : textOf(customer, 'company');
}

/** Whom a page is about, below its heading: 山田 太郎 様, and smaller the company. */
export function whomLine(whom: NamedView, locale: Locale): Markup {
  const company = companyName(whom);
  return html`${approvalTexts[locale].whom(customerName(whom))}${company && html`<br><span class="company">${company}</span>`}`;
}
