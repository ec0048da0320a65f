import type { AcceptedMail } from '../endpoints/ses/accepted-mail.ts';

/** Whether a mail went to a customer; a mail to a colleague names none. */
export function isCustomerMail({ tags }: Pick<AcceptedMail, 'tags'>): boolean {
  return tags.some(({ name }) => name === 'customer');
}
