import { unsubscribePlaceholder } from '../domain/approval/mail-digest.ts';
import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import { tagsOf } from '../domain/feedback/send-tags.ts';
import type { CompiledMessage } from '../domain/message/compile-message.ts';
import { composeMail } from '../domain/message/compose-mail.ts';
import type { MessageContext } from '../domain/message/message-context.ts';
import type { OutgoingMail } from '../domain/message/outgoing-mail.ts';
import type { StoredRecord } from '../domain/records/record.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { Log } from '../ports.ts';

/** What writing a mail needs. `compile` keeps what it compiled: once per version and container, never per mail. */
export interface WriteTools {
  readonly stage: StageConfig;
  readonly log: Log;
  readonly compile: (version: CampaignVersion) => CompiledMessage;
}

/** What a mail is written from. */
export interface MailWords {
  readonly customer: StoredRecord;
  readonly address: string;
  readonly context: MessageContext;
  readonly unsubscribeUrl: string;
}

/** Writes a row's mail; undefined, and logged, when its template fails. */
export function writeMail(
  { compile, stage, log }: WriteTools,
  row: SendRow,
  version: CampaignVersion,
  { customer, address, context, unsubscribeUrl }: MailWords,
): OutgoingMail | undefined {
  const { campaign } = version;
  try {
    const message = compile(version)(context, row.offset);
    const tags = tagsOf(campaign.id, row, row.attempt + 1);
    return composeMail({ campaign, customer, address, message, unsubscribeUrl, stage, tags });
  } catch {
    log.error('render-failed', { campaign: campaign.id, customer: row.customer });
    return undefined;
  }
}

/** The words as colleagues see them: the customer's own opt-out link is nobody else's to click. */
export function withoutOwnLink(words: MailWords): MailWords {
  const context = Object.assign(Object.create(null), words.context, { unsubscribeUrl: unsubscribePlaceholder });
  return { ...words, context, unsubscribeUrl: unsubscribePlaceholder };
}
