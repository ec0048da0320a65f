import type {
  AddressHasher,
  Heartbeats,
  Links,
  Mailer,
  NoticeChannel,
  OutboundEvents,
  Queues,
  SendLog,
} from '../../ports.ts';
import type { WordSources } from '../sent-mail.ts';

/** What writing cards needs: where their words and links come from. */
export interface CardTools extends WordSources {
  readonly sendLog: Pick<SendLog, 'getMany'>;
  readonly links: Links;
  readonly hasher: AddressHasher;
}

/** What telling people of notices needs. */
export interface NoticeTools extends CardTools {
  readonly channel: NoticeChannel;
  /** For mails to colleagues. */
  readonly mailer: Mailer;
  /** Where notices go back that have to wait for mail to leave again. */
  readonly queues: Pick<Queues, 'notify'>;
  readonly heartbeats: Pick<Heartbeats, 'ask' | 'get'>;
  /** Where other systems hear of mails and opt-outs. */
  readonly outbound: OutboundEvents;
  /** False when time runs short: what is not posted yet waits for another try. */
  readonly hasTime?: () => boolean;
}
