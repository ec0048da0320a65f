import { addDays, epochDay } from '../../../lambda/domain/calendar/plain-date.ts';
import { localDate } from '../../../lambda/domain/calendar/zone.ts';
import type { Campaign } from '../../../lambda/domain/campaign/campaign.ts';
import type { Feedback } from '../../../lambda/domain/feedback/feedback.ts';
import type { OutgoingMail } from '../../../lambda/domain/message/outgoing-mail.ts';
import { type SendRef, sendName } from '../../../lambda/domain/send-log/send-row.ts';
import type { MailOutcome } from '../../../lambda/ports.ts';
import { decideApproval } from '../../../lambda/use-cases/approval-decide.ts';
import { readApproval } from '../../../lambda/use-cases/approval-request.ts';
import type { PlanMessage } from '../../../lambda/use-cases/messages.ts';
import { optOut } from '../../../lambda/use-cases/opt-out.ts';
import { resumeMail } from '../../../lambda/use-cases/opt-out-resume.ts';
import { planMessage } from '../../../lambda/use-cases/plan-message.ts';
import { recordFeedback } from '../../../lambda/use-cases/record-feedback.ts';
import { sendMail } from '../../../lambda/use-cases/send-mail.ts';
import { settleOutcome } from '../../../lambda/use-cases/settle-outcome.ts';
import { resumeOccurrence, stopOccurrence } from '../../../lambda/use-cases/stop-occurrence.ts';
import { sweep } from '../../../lambda/use-cases/sweep.ts';
import type { Arrival } from '../../../lambda/use-cases/tell-again.ts';
import { aCustomer, aVersion, onBirthday, ownDate } from '../../support/builders.ts';
import { Crash, type Shake, shaky } from '../../support/shaky.ts';
import { aWorld } from '../../support/world.ts';
import { watchLog } from './watch-log.ts';
import { type Standing, whatIsWrong } from './what-is-wrong.ts';

/** Something that happens in the week. `pick` chooses among what there is: a customer, a row, a mail, a day. */
export interface Doing {
  readonly what: (typeof doings)[number];
  readonly pick: number;
  readonly shake: Shake;
}

export const doings = [
  ...(['plan', 'plan', 'plan', 'send', 'send', 'send', 'sweep', 'sweep', 'planTwice', 'sendTwice'] as const),
  ...([
    'approve',
    'approve',
    'approve',
    'approve',
    'approveAsSeen',
    'reject',
    'stop',
    'resume',
    'optOut',
    'optIn',
  ] as const),
  ...(['moveDate', 'toggleFlag', 'toggleStop', 'rename', 'publish', 'toggleLive'] as const),
  ...(['feedback', 'feedback', 'feedback', 'mailService', 'settleOutcome', 'settleOutcome'] as const),
] as const;

const calm: Shake = { failsAt: 0, afterwards: false, dies: false, seed: 1 };
const days = ['03-11', '03-12', '03-13', '03-14', '03-15', '03-17', '03-20', '03-21', '03-22', '03-23'] as const;
const customers = ['C0', 'C1', 'C2', 'C3'] as const;
const within = { kind: 'within', within: { years: 0, months: 0, weeks: 1, days: 0 } } as const;
const campaigns: Readonly<Record<string, Partial<Campaign>>> = {
  birthday: {},
  renewal: {
    id: 'renewal',
    trigger: { ...onBirthday, path: ownDate('birthday') },
    approval: 'always',
    category: 'contract',
  },
  ending: { id: 'ending', trigger: { kind: 'date', path: ownDate('contractEnd'), rule: within } },
};
const answers: readonly MailOutcome[] = [
  { kind: 'accepted', messageId: '' },
  { kind: 'accepted', messageId: '' },
  { kind: 'held', reason: 'quota', retryAfterMs: 900_000, error: '' },
  { kind: 'unknown', error: '' },
  { kind: 'rejected', error: '' },
];
const feedbacks = ['sent', 'delivered', 'rejected', 'hard-bounce', 'soft-bounce', 'complaint'] as const;

/** A company over some days around a long weekend, in which anything may happen; `broken` lists what never should. */
export async function aRoughWeek() {
  const start = '2027-03-12T08:00:00+09:00';
  const world = aWorld({ now: start });
  let nowMs = Date.parse(start);
  /** Counts what happens, to tell what was said before something began. */
  let tick = 0;
  let outcome: MailOutcome = { kind: 'accepted', messageId: '' };
  const broken: string[] = [];
  const fields = new Map<string, Record<string, string | boolean>>();
  const live = new Map(Object.keys(campaigns).map((id) => [id, true]));
  const versions = new Map<string, number>();
  /** The campaigns that were ever switched off. */
  const disabled = new Set<string>();
  const mayHaveLeft = new Set<string>();
  /** By what was said, and when. */
  const noes = new Map<string, number>();
  const seen = new Map<string, string>();
  const handed: { readonly mail: OutgoingMail; readonly messageId: string }[] = [];
  let lastChange = localDate(nowMs, 'Asia/Tokyo');

  const today = () => localDate(nowMs, 'Asia/Tokyo');
  const fieldsOf = (id: string) => fields.get(id) ?? {};
  const change = async (id: string, changes: Record<string, string | boolean>) => {
    fields.set(id, { ...fieldsOf(id), ...changes });
    lastChange = today();
    await world.keep(aCustomer(id, { email: `${id}@example.com`, ...fieldsOf(id) }));
  };
  let publishing = Promise.resolve();
  /** One at a time, as publish does. */
  const publish = (id: string, next: () => { readonly text: number; readonly enabled: boolean }) => {
    publishing = publishing.then(async () => {
      const { text, enabled } = next();
      const words = { text: `第${text}版 {{name}}様 {{unsubscribeUrl}}`, version: `v${text}-${enabled}` };
      lastChange = today();
      await world.goLive(aVersion({ ...campaigns[id], enabled }, words));
      versions.set(id, text);
      live.set(id, enabled);
      if (!enabled) disabled.add(id);
    });
    return publishing;
  };
  for (const [n, id] of customers.entries())
    await change(id, {
      birthday: `2000-${at(days, n * 3 + 1)}`,
      contractEnd: `2027-${at(days, n + 6)}`,
      approvalRequired: n % 2 === 0,
      stopped: false,
      name: '花子',
    });
  for (const id of live.keys()) await publish(id, () => ({ text: 0, enabled: true }));

  const { untold } = watchLog(world, broken, (campaign) => disabled.has(campaign));

  const check = (mail: OutgoingMail, then: Standing) => {
    const { customer, key } = refOf(mail);
    const row = world.rows().find((each) => each.customer === customer && each.key === key);
    if (row === undefined) return void broken.push('a mail without a row');
    const name = sendName(row);
    broken.push(...whatIsWrong({ mail, row, noes, then, now: standing() }).map((what) => `${name}: ${what}`));
    if (mayHaveLeft.has(name)) broken.push(`${name}: mailed twice`);
    if (outcome.kind === 'accepted' || outcome.kind === 'unknown') mayHaveLeft.add(name);
  };

  const standing = (): Standing => ({ tick, fields: new Map(fields), live: new Map(live) });

  const toolsFor = (shake: Shake) => {
    const then = standing();
    const mailer = {
      async send(mail: OutgoingMail): Promise<MailOutcome> {
        check(mail, then);
        const messageId = `m${handed.length}`;
        if (outcome.kind === 'accepted' || outcome.kind === 'unknown') handed.push({ mail, messageId });
        return outcome.kind === 'accepted' ? { ...outcome, messageId } : outcome;
      },
    };
    return shaky({ ...world.tools, mailer }, shake);
  };

  const repeated = new WeakSet<object>();

  async function drain<M extends object | undefined>(
    queue: M[],
    times: number,
    shake: Shake,
    handle: (tools: ReturnType<typeof toolsFor>, message: M, arrival: Arrival) => Promise<void>,
  ) {
    for (const [n, message] of queue.splice(0).entries()) {
      const own = { ...shake, seed: shake.seed + n };
      const tries = Array.from({ length: times }, (_, copy) =>
        handle(toolsFor(copy === 0 ? own : { ...calm, seed: shake.seed + copy }), message, {
          isRepeat: message !== undefined && repeated.has(message),
        }),
      );
      if (!(await anyCrashed(tries))) continue;
      queue.push(message);
      if (message !== undefined) repeated.add(message);
    }
  }

  function planAsItCame(tools: ReturnType<typeof toolsFor>, message: PlanMessage, arrival: Arrival) {
    return planMessage({ ...tools, ...arrival }, message);
  }

  async function person(what: () => Promise<void>) {
    await anyCrashed([what()]);
  }

  const handle: Readonly<Record<Doing['what'], (pick: number, shake: Shake) => Promise<void>>> = {
    plan: (_, shake) => drain(world.planned, 1, shake, planAsItCame),
    planTwice: (_, shake) => drain(world.planned, 2, shake, planAsItCame),
    send: (_, shake) => drain(world.offered, 1, shake, sendMail),
    sendTwice: (_, shake) => drain(world.offered, 2, shake, sendMail),
    sweep: (_, shake) => person(() => sweep(toolsFor(shake))),
    approve: (pick, shake) => answer('approved', pick, shake, true),
    approveAsSeen: (pick, shake) => answer('approved', pick, shake, false),
    reject: (pick, shake) => answer('rejected', pick, shake, true),
    stop: (pick, shake) =>
      person(async () => {
        const { claims, name } = occurrence(pick);
        const { state } = await stopOccurrence(toolsFor(shake), claims);
        if (
          state === 'stopped' &&
          world.rows().some((row) => sendName(row) === name && row.reason === 'stopped-by-person')
        )
          noes.set(`stop ${name}`, tick);
      }),
    resume: (pick, shake) =>
      person(async () => {
        const { claims, name } = occurrence(pick);
        noes.delete(`stop ${name}`);
        await resumeOccurrence(toolsFor(shake), claims).finally(() => noes.delete(`stop ${name}`));
      }),
    optOut: (pick, shake) =>
      person(async () => {
        const customer = at(customers, pick);
        const tools = toolsFor(shake);
        // It holds from when it is written: while others are told, it may be taken back.
        const notify: typeof tools.queues.notify = (...told) => {
          noes.set(`optOut ${customer}`, tick);
          return tools.queues.notify(...told);
        };
        const own = { ...tools, queues: { ...tools.queues, notify } };
        await optOut(own, { customer, scope: 'marketing', source: 'test', at: iso() });
      }),
    optIn: (pick, shake) =>
      person(async () => {
        const customer = at(customers, pick);
        noes.delete(`optOut ${customer}`);
        await resumeMail(toolsFor(shake), { customer, scopes: ['marketing'], source: 'test', at: iso() }).finally(() =>
          noes.delete(`optOut ${customer}`),
        );
      }),
    moveDate: (pick) => change(at(customers, pick), { birthday: `2000-${at(days, pick >> 2)}` }),
    toggleFlag: (pick) =>
      change(at(customers, pick), { approvalRequired: fieldsOf(at(customers, pick)).approvalRequired !== true }),
    toggleStop: (pick) => change(at(customers, pick), { stopped: fieldsOf(at(customers, pick)).stopped !== true }),
    rename: (pick) => change(at(customers, pick), { name: pick % 8 < 4 ? '花子' : '華子' }),
    publish(pick) {
      const id = at([...live.keys()], pick);
      return publish(id, () => ({ text: (pick >> 2) % 2, enabled: live.get(id) ?? true }));
    },
    toggleLive(pick) {
      const id = at([...live.keys()], pick);
      return publish(id, () => ({ text: versions.get(id) ?? 0, enabled: live.get(id) === false }));
    },
    settleOutcome: (pick, shake) =>
      person(async () => {
        const open = world.rows().filter(({ state }) => state === 'uncertain');
        if (open.length === 0) return;
        const row = at(open, pick);
        const name = sendName(row);
        const decision = at(['went-out', 'again', 'dropped'] as const, pick >> 3);
        // Only a person can have a mail sent twice.
        if (decision === 'again') mayHaveLeft.delete(name);
        const { attempt, date } = row;
        const said = { decision, by: '佐藤', comment: '', attempt };
        const result = await settleOutcome(toolsFor(shake), row, said);
        if (result?.kind === 'settled' && decision !== 'again') noes.set(`${decision} ${name} ${date}`, tick);
      }),
    async mailService(pick) {
      outcome = at(answers, pick);
    },
    async feedback(pick, shake) {
      const about = handed.length === 0 ? undefined : at(handed, pick);
      if (about === undefined) return;
      const row = refOf(about.mail);
      const what = at(feedbacks, pick >> 3);
      const recipients = [about.mail.to.address];
      const common = { row, attempt: Number(about.mail.tags.attempt), messageId: about.messageId, at: iso() };
      const feedback: Feedback =
        what === 'sent' || what === 'rejected'
          ? { ...common, what }
          : what === 'soft-bounce'
            ? { ...common, what, recipients, isUnreported: false }
            : { ...common, what, recipients };
      await drain([feedback], 2, shake, recordFeedback);
      await drain([feedback], 1, calm, recordFeedback);
      if (what === 'hard-bounce') noes.set(`bounce ${row.customer}`, tick);
      if (what !== 'complaint') return;
      noes.set(`complaint ${row.customer}`, tick);
      noes.set(`complaint ${row.customer} ${row.key.split('#')[0]}`, tick);
    },
  };

  async function answer(decision: 'approved' | 'rejected', pick: number, shake: Shake, isFresh: boolean) {
    const open = world.rows().filter(({ state }) => state === 'awaiting-approval');
    if (open.length === 0) return;
    const row = at(open, pick);
    const name = sendName(row);
    await person(async () => {
      const { digest = '' } = (await readApproval(world.tools, row)) ?? {};
      const shown = isFresh ? digest : (seen.get(name) ?? digest);
      seen.set(name, digest);
      const result = await decideApproval(toolsFor(shake), row, { decision, by: '佐藤', comment: '', digest: shown });
      if (result?.kind === 'decided' && decision === 'rejected') noes.set(`reject ${name}`, tick);
    });
  }

  function occurrence(pick: number) {
    const customer = at(customers, pick);
    const campaign = pick % 8 < 4 ? 'birthday' : 'renewal';
    const day = `2027-${String(fieldsOf(customer).birthday).slice(5)}`;
    const record = `customer/${customer}`;
    const claims = { purpose: 'stop', untilMs: nowMs, campaign, customer, record, path: {}, offset: '' } as const;
    return {
      claims: { ...claims, nominal: asDate(day), dueOn: asDate(day) },
      name: `${customer}#${campaign}#${record}#2027#`,
    };
  }

  const iso = () => new Date(nowMs).toISOString();

  /** Lets time pass; schedules fire at nine. */
  function pass(minutes: number) {
    const until = nowMs + minutes * 60_000;
    for (let day = today(); ; day = addDays(day, 1)) {
      const nine = Date.parse(`${day}T09:00:00+09:00`);
      if (nine > until) break;
      if (nine <= nowMs) continue;
      for (const campaign of live.keys())
        world.planned.push({ kind: 'run', campaign, scheduledTime: new Date(nine).toISOString() });
    }
    nowMs = until;
    world.moveTo(iso());
  }

  return {
    world,
    broken,
    /** Lets some time pass, then things happen side by side. */
    async step(minutes: number, ...side: readonly Doing[]) {
      pass(minutes);
      tick += 1;
      await Promise.all(side.map(({ what, pick, shake }) => handle[what](pick, shake)));
      tick += 1;
    },
    /** Calm days until none of the dates is near: by then, everything must have come to its end. */
    async settle(approves: boolean) {
      outcome = { kind: 'accepted', messageId: '' };
      for (let n = 0; nowMs < Date.parse('2027-03-29T00:00:00+09:00'); n += 1) {
        pass(n % 2 === 0 ? 20 : 460);
        tick += 1;
        for (const what of ['sweep', 'plan', 'send', 'plan', 'send'] as const) await handle[what](0, calm);
        if (approves) for (let pick = 0; pick < customers.length * 3; pick += 1) await handle.approve(pick, calm);
      }
      for (const row of world.rows()) {
        if (['planned', 'sending', 'waiting', 'awaiting-approval'].includes(row.state))
          broken.push(`${sendName(row)}: still ${row.state} ${row.reason}`);
        if (row.state === 'uncertain' && row.remindedAt === undefined)
          broken.push(`${sendName(row)}: uncertain, and nobody was asked`);
      }
      for (const customer of customers) {
        const day = asDate(`2027-${String(fieldsOf(customer).birthday).slice(5)}`);
        if (epochDay(day) <= epochDay(lastChange)) continue;
        for (const campaign of ['birthday', 'renewal']) {
          if (live.get(campaign) === false) continue;
          const row = world.rows().find((each) => each.customer === customer && each.campaign === campaign);
          if (row === undefined || (row.state === 'cancelled' && row.dueOn !== day))
            broken.push(`${customer} ${campaign}: lost (${row?.state} ${row?.dueOn} for ${day})`);
        }
      }
    },
    untold,
  };
}

async function anyCrashed(tries: readonly Promise<void>[]): Promise<boolean> {
  const results = await Promise.allSettled(tries);
  const failed = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  const mistake: unknown = failed.find((reason) => !(reason instanceof Crash));
  if (mistake !== undefined) throw mistake;
  return failed.length > 0;
}

function at<T>(list: readonly T[], pick: number): T {
  const item = list[pick % list.length];
  if (item === undefined) throw new RangeError('Nothing to pick from');
  return item;
}

function asDate(text: string) {
  return addDays(localDate(Date.parse(`${text}T00:00:00+09:00`), 'Asia/Tokyo'), 0);
}

function refOf({ tags }: OutgoingMail): SendRef {
  const read = (name: string) => Buffer.from(tags[name] ?? '', 'base64url').toString();
  return { customer: read('customer'), key: read('key') };
}
