import { createMemoryCampaignStore } from '../../lambda/adapters/memory/memory-campaign-store.ts';
import { createMemoryCustomerStore } from '../../lambda/adapters/memory/memory-customer-store.ts';
import { createMemoryHeartbeats } from '../../lambda/adapters/memory/memory-heartbeats.ts';
import { createMemoryMailGate } from '../../lambda/adapters/memory/memory-mail-gate.ts';
import { createMemoryRefusalStore } from '../../lambda/adapters/memory/memory-refusal-store.ts';
import { createMemorySendLog } from '../../lambda/adapters/memory/memory-send-log.ts';
import { createMemorySendingQuotas } from '../../lambda/adapters/memory/memory-sending-quotas.ts';
import { createMemoryToldOnce } from '../../lambda/adapters/memory/memory-told-once.ts';
import { createMemoryUploads } from '../../lambda/adapters/memory/memory-uploads.ts';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import type { LinkClaims } from '../../lambda/domain/links/link-claims.ts';
import { linkPaths } from '../../lambda/domain/links/link-claims.ts';
import { compileOnce } from '../../lambda/domain/message/compile-once.ts';
import type { OutgoingMail } from '../../lambda/domain/message/outgoing-mail.ts';
import type { Notice } from '../../lambda/domain/notices/notice.ts';
import type { NewRecord } from '../../lambda/domain/records/record.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { Log, MailAccount, MailOutcome, Schedules, Turn } from '../../lambda/ports.ts';
import type { ImportMessage, PlanMessage, SendMessage } from '../../lambda/use-cases/messages.ts';
import { planMessage } from '../../lambda/use-cases/plan-message.ts';
import { sendMail } from '../../lambda/use-cases/send-mail.ts';
import { sweep } from '../../lambda/use-cases/sweep.ts';
import { aStage } from './builders.ts';

function whatOf(claims: LinkClaims): string {
  if ('customer' in claims) return claims.customer;
  if (claims.purpose === 'heartbeat') return claims.id;
  if (claims.purpose === 'upload') return claims.key;
  if (claims.purpose === 'suspects') return claims.type;
  return claims.purpose === 'run' ? `${claims.campaign}/${claims.date}` : claims.approver;
}

/** A link that shows what it is for. */
function linkOf(claims: LinkClaims): string {
  const what = whatOf(claims);
  return `https://pages.example.jp/${linkPaths[claims.purpose]}/${what}`;
}

/** An account that may send all day. */
const aReadyAccount: MailAccount = {
  quota: async () => ({ maxSendRate: 14, max24HourSend: 50_000, sentLast24Hours: 0 }),
  hindrance: async () => undefined,
};

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** The use cases over in-memory ports, with a clock that stands still and a mailer that does as it is told. */
export function aWorld(options: { readonly now?: string; readonly stage?: Partial<StageConfig> } = {}) {
  let nowMs = Date.parse(options.now ?? '2027-03-14T09:00:00+09:00');
  const clock = { nowMs: () => nowMs };
  const stage: StageConfig = { ...aStage, ...options.stage };
  const planned: PlanMessage[] = [];
  const offered: SendMessage[] = [];
  const importing: ImportMessage[] = [];
  const notices: Notice[] = [];
  const mails: OutgoingMail[] = [];
  const daily = new Map<string, { readonly at: string; readonly timeZone: string }>();
  let answer: (mail: OutgoingMail) => MailOutcome | Error = () => ({ kind: 'accepted', messageId: `m${mails.length}` });
  let turn: Turn = { kind: 'go' };
  const schedules: Schedules = {
    list: async () => [...daily.keys()],
    ensureDaily: async ({ campaign, at, timeZone }) => {
      const known = daily.get(campaign);
      daily.set(campaign, { at, timeZone });
      return known?.at !== at || known.timeZone !== timeZone;
    },
    removeDaily: async (campaign) => {
      daily.delete(campaign);
    },
    once: async () => {},
  };
  const hasher = { hash: async (address: string) => `hash-of-${address.toLowerCase()}` };
  const tools = {
    ...{ clock, stage, schedules, log: silentLog },
    customers: createMemoryCustomerStore({ model: stage.recordModel, clock, hasher }),
    campaigns: createMemoryCampaignStore(),
    refusals: createMemoryRefusalStore(),
    heartbeats: createMemoryHeartbeats(),
    sendLog: createMemorySendLog({ clock }),
    hasher,
    links: { to: async (claims: LinkClaims) => linkOf(claims) },
    compile: compileOnce(),
    hasTime: () => true,
    isRepeat: false,
    told: createMemoryToldOnce(),
    uploads: createMemoryUploads(clock),
    backlog: { isEmpty: async () => offered.length === 0 },
    gate: createMemoryMailGate(),
    quotas: createMemorySendingQuotas(),
    account: aReadyAccount,
    pace: { turn: async () => turn },
    queues: {
      plan: async (messages: readonly PlanMessage[]) => void planned.push(...messages),
      send: async (messages: readonly SendMessage[]) => void offered.push(...messages),
      import: async (messages: readonly ImportMessage[]) => void importing.push(...messages),
      notify: async (more: readonly Notice[]) => void notices.push(...more),
    },
    mailer: {
      send: async (mail: OutgoingMail) => {
        mails.push(mail);
        const outcome = answer(mail);
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
    },
  };
  return {
    ...{ tools, planned, offered, importing, notices, mails, daily },
    rows: () => tools.sendLog.rows(),
    moveTo(instant: string) {
      nowMs = Date.parse(instant);
    },
    answerWith(next: typeof answer) {
      answer = next;
    },
    /** What every mail's turn is from now on. */
    turnWith(next: Turn) {
      turn = next;
    },
    async keep(...records: readonly NewRecord[]) {
      await tools.customers.putMany(records);
    },
    /** Puts versions live, as publish would. */
    async goLive(...versions: readonly CampaignVersion[]) {
      const { campaigns, revision, ...rest } = await tools.campaigns.manifest();
      for (const version of versions) await tools.campaigns.putVersion(version);
      const entries = versions.map(({ version, campaign }) => [
        campaign.id,
        {
          ...{ version, identity: campaign.identity, name: campaign.name, enabled: campaign.enabled },
          ...{ at: campaign.at, timeZone: campaign.timeZone, enabledAt: '2000-01-01T00:00:00Z' },
          ...(campaign.trigger.kind === 'event' && { event: campaign.trigger.event }),
          ...{ sourceHash: version, inputHash: version, partials: {} },
        },
      ]);
      const live = { ...campaigns, ...Object.fromEntries(entries) };
      await tools.campaigns.putManifest({ ...rest, campaigns: live, revision: revision + 1 });
    },
    async withdraw(campaign: string) {
      const { campaigns, revision, ...rest } = await tools.campaigns.manifest();
      const { [campaign]: _, ...left } = campaigns;
      await tools.campaigns.putManifest({ ...rest, campaigns: left, revision: revision + 1 });
    },
    /** Lets the campaign's schedule fire for a day, and plans it. */
    async run(campaign: string, day: string, at = '09:00') {
      const scheduledTime = new Date(`${day}T${at}:00+09:00`).toISOString();
      await planMessage(tools, { kind: 'run', campaign, scheduledTime });
    },
    /** Handles the first message of the plan queue. */
    async planOne() {
      const message = planned.shift();
      if (message !== undefined) await planMessage(tools, message);
    },
    /** Handles what waits in the plan queue. */
    async planAll() {
      while (planned.length > 0) {
        const message = planned.shift();
        if (message !== undefined) await planMessage(tools, message);
      }
    },
    /** Handles what waits in the send queue. */
    async sendAll() {
      while (offered.length > 0) {
        const message = offered.shift();
        if (message !== undefined) await sendMail(tools, message);
      }
    },
    sweep: () => sweep(tools),
  };
}
