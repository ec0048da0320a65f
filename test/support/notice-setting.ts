import { createMemoryHeartbeats } from '../../lambda/adapters/memory/memory-heartbeats.ts';
import { createAddressHasher } from '../../lambda/adapters/secrets/address-hasher.ts';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import type { CardPayload } from '../../lambda/domain/cards/adaptive-card.ts';
import type { OutboundEvent } from '../../lambda/domain/events/outbound-event.ts';
import type { LinkClaims } from '../../lambda/domain/links/link-claims.ts';
import { compileOnce } from '../../lambda/domain/message/compile-once.ts';
import type { Notice } from '../../lambda/domain/notices/notice.ts';
import { type Fields, recordName, type StoredRecord } from '../../lambda/domain/records/record.ts';
import { type SendRow, sendName } from '../../lambda/domain/send-log/send-row.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type {
  CardAddress,
  MailOutcome,
  Manifest,
  ManifestEntry,
  NoticeChannel,
  OutgoingMail,
  PostOutcome,
} from '../../lambda/ports.ts';
import type { NoticeTools } from '../../lambda/use-cases/post-notices/notice-tools.ts';
import { postNotices } from '../../lambda/use-cases/post-notices.ts';
import { cardProblems, linesOf } from '../domain/cards/card-problems.ts';
import { aStage, aVersion } from './builders.ts';

/** Owner fields. */
export const sato = { 'owner.name': '佐藤', 'owner.email': 'sato@example.jp' };
export const suzuki = { 'owner.name': '鈴木', 'owner.email': 'suzuki@example.jp' };

/** A customer as it is kept. */
export function aKept(id: string, fields: Fields): StoredRecord {
  return { type: 'customer', id, rev: 1, fields };
}

/** A card as it was posted. */
export interface Post {
  readonly address: CardAddress;
  readonly payload: unknown;
}

/** A link that shows what it is for. */
export function linkTo(claims: LinkClaims): string {
  const sorted = Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1));
  return `https://pages.example.jp/${claims.purpose}/${Buffer.from(JSON.stringify(sorted)).toString('base64url')}`;
}

function isCard(payload: unknown): payload is CardPayload {
  return typeof payload === 'object' && payload !== null && 'attachments' in payload;
}

/** The webhooks of a stage: the default one, one for a channel, one for each owner. */
const someWebhooks: readonly CardAddress[] = [
  { kind: 'channel', name: '' },
  { kind: 'channel', name: 'sales' },
  { kind: 'owner', email: 'sato@example.jp' },
  { kind: 'owner', email: 'suzuki@example.jp' },
];

/** Posting notices over stand-ins that remember; what is not told is empty, and every post and mail is accepted. */
export function aSetting(
  options: {
    customers?: readonly StoredRecord[];
    campaign?: CampaignVersion;
    stage?: StageConfig;
    rows?: readonly SendRow[];
    addresses?: readonly CardAddress[];
    now?: string;
    channel?: NoticeChannel;
    answer?: (post: Post) => PostOutcome;
    mailAnswer?: () => MailOutcome;
    hasTime?: () => boolean;
    /** Ids of those that the bus does not take. */
    bus?: (events: readonly OutboundEvent[]) => readonly string[];
  } = {},
) {
  const { customers = [], campaign = aVersion(), rows = [], answer = () => ({ kind: 'accepted' }) } = options;
  const { addresses = someWebhooks, now = '2027-03-14T00:00:00.000Z' } = options;
  const mailAnswer = options.mailAnswer ?? (() => ({ kind: 'accepted', messageId: 'm' }) as const);
  const mails: OutgoingMail[] = [];
  const heartbeats = createMemoryHeartbeats();
  const posts: Post[] = [];
  const announced: OutboundEvent[] = [];
  const asked: string[] = [];
  const putOff: { readonly notices: readonly Notice[]; readonly afterSeconds: number | undefined }[] = [];
  const logged: string[] = [];
  const log = (event: string, ids: object = {}) => {
    logged.push(JSON.stringify({ event, ...ids }));
  };
  const { id, name, at, timeZone, enabled } = campaign.campaign;
  const when = { enabled, enabledAt: '2027-01-01T03:00:00.000Z', at, timeZone };
  const entry: ManifestEntry = {
    version: 'v1',
    identity: id,
    name,
    ...when,
    sourceHash: '',
    inputHash: '',
    partials: {},
  };
  const manifest: Manifest = { revision: 1, withdrawn: {}, rejected: {}, campaigns: { [id]: entry } };
  const tools: NoticeTools = {
    clock: { nowMs: () => Date.parse(now) },
    compile: compileOnce(),
    heartbeats,
    outbound: {
      async announce(events) {
        const left = options.bus?.(events) ?? [];
        announced.push(...events.filter((event) => !left.includes(event.id)));
        return left;
      },
    },
    hasher: createAddressHasher({ key: async () => 'key' }),
    links: { to: async (claims) => linkTo(claims) },
    sendLog: { getMany: async () => new Map(rows.map((row) => [sendName(row), row])) },
    mailer: {
      send: async (mail) => {
        mails.push(mail);
        return mailAnswer();
      },
    },
    queues: {
      notify: async (notices, delay) => void putOff.push({ notices, afterSeconds: delay?.afterSeconds }),
    },
    stage: options.stage ?? aStage,
    customers: {
      getMany: async (refs: readonly { type: string; id: string }[]) => {
        asked.push(...refs.map(recordName));
        const names = refs.map(recordName);
        return new Map(
          customers.map((record) => [recordName(record), record] as const).filter(([key]) => names.includes(key)),
        );
      },
    },
    campaigns: {
      manifest: async () => manifest,
      version: async (wanted: string, version: string) => (wanted === id && version === 'v1' ? campaign : undefined),
    },
    channel: options.channel ?? {
      addresses: async () => addresses,
      post: async (address: CardAddress, payload: unknown) => {
        const post = { address, payload };
        posts.push(post);
        return answer(post);
      },
    },
    log: { info: log, warn: log, error: log },
    ...(options.hasTime && { hasTime: options.hasTime }),
  };
  return {
    ...{ posts, announced, asked, logged, mails, heartbeats, putOff, tools },
    /** The notices' ids are m0, m1, …; `receives` tells how often the queue has handed them over. */
    post: (notices: readonly Notice[], receives = 1) =>
      postNotices(
        tools,
        notices.map((notice, n) => ({ id: `m${n}`, notice, receives })),
      ),
    lines: () => posts.map(({ payload }) => (isCard(payload) ? linesOf(payload) : [])),
    problems: () => posts.flatMap(({ payload }) => (isCard(payload) ? cardProblems(payload) : ['no card'])),
  };
}

/** A notice of a mail that was sent, unless told otherwise. */
export function aSend(customer: string, changes: Partial<Extract<Notice, { kind: 'send' }>> = {}): Notice {
  return {
    kind: 'send',
    campaign: 'birthday',
    customer,
    key: `birthday#customer/${customer}#2027#`,
    state: 'sent',
    reason: '',
    ...changes,
  };
}

/** Two customers of 佐藤, one of 鈴木, one of nobody. */
export const customers = [
  aKept('C1', { name: '山田', ...sato }),
  aKept('C2', { name: '田中', ...suzuki }),
  aKept('C3', { name: '高橋', ...sato }),
  aKept('C4', { name: '伊藤' }),
];
