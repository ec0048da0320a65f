import type { MailOutcome, OutgoingMail } from '../../ports.ts';
import type { NoticeTools } from './notice-tools.ts';

/** Mails a colleague. True only when the mail service took it; never throws. */
export async function mailColleague(
  { mailer, log }: Pick<NoticeTools, 'mailer' | 'log'>,
  mail: OutgoingMail,
): Promise<boolean> {
  let outcome: MailOutcome;
  try {
    outcome = await mailer.send(mail);
  } catch (error) {
    log.error('notice-mail-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
  if (outcome.kind === 'accepted') log.info('notice-mail-accepted');
  else log.error('notice-mail-refused', { outcome: outcome.kind });
  return outcome.kind === 'accepted';
}
