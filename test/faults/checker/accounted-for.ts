import { plusDays, tokyoInstant } from '../company/calendar.ts';
import type { RowRecord, WeekRecords } from '../records.ts';
import { type DueOccurrence, dueOccurrences } from './occurrences.ts';
import { fieldsAt, type Timeline } from './timeline.ts';
import { needsSomebody, readTold } from './told.ts';
import type { Violation } from './violation.ts';

const mailedStates = ['sent', 'delivered', 'bounced', 'complained'];
/** A sender that begins in time may hand the mail over a little later; clocks differ. */
const LAST_MINUTES_MS = 3 * 60_000;
const HALF_DAY_MS = 12 * 3_600_000;
const openStates = ['planned', 'sending', 'waiting', 'awaiting-approval'];

/** Every due occurrence was mailed, or ended in a way that the data explains; whatever needs a person was told to one. */
export function accountedFor(records: WeekRecords, timeline: Timeline): readonly Violation[] {
  const rows = Map.groupBy(records.rows, ({ customer, campaign }) => `${customer} ${campaign}`);
  const mails = new Set(records.mails.map(({ customer, key }) => `${customer}#${key}`));
  const found: Violation[] = [];
  for (const due of dueOccurrences(records, timeline)) {
    const own = rows.get(`${due.customer} ${due.campaign.id}`) ?? [];
    const row = own.find(
      (each) => each.date === due.date && each.offset === due.offset && each.key.includes(due.event),
    );
    const what = `${due.customer} ${due.campaign.id} ${due.date} ${due.offset} due ${due.dueOn}`;
    if (row === undefined) {
      if (!isPutAside(due, records) && !isOtherDaysMail(due, own)) found.push({ rule: 'lost', what });
      continue;
    }
    const isMailed = mails.has(`${row.customer}#${row.key}`);
    const why = whyNotSo(row, due, isMailed, records, timeline);
    if (why !== undefined) found.push({ rule: why, what: `${what}: ${row.state} ${row.reason}` });
  }
  return [...found, ...leftOpen(records), ...untold(records, timeline), ...contradicted(records)];
}

/** A yearly mail is one a year: who moved to a later day after it had gone, or had ended, gets no second one. */
function isOtherDaysMail({ campaign, date }: DueOccurrence, rows: readonly RowRecord[]): boolean {
  return campaign.occasion.kind === 'yearly' && rows.some((row) => row.date.slice(0, 4) === date.slice(0, 4));
}

/** Whether an alarm told of the only message that could have brought it. */
function isPutAside({ event, campaign }: DueOccurrence, { deadLetters, undelivered }: WeekRecords): boolean {
  if (event === '') return false;
  const bodies = [...undelivered, ...deadLetters.map(({ body }) => body)];
  // The upload itself, or the one message of the event.
  return (
    bodies.some((body) => body.includes(`"event":"${event}"`) && body.includes(campaign.id)) ||
    bodies.some((body) => body.includes('events.jsonl'))
  );
}

/** Why a row's end does not agree with what the company's data and its people said; nothing when it does. */
function whyNotSo(
  row: RowRecord,
  due: DueOccurrence,
  isMailed: boolean,
  records: WeekRecords,
  timeline: Timeline,
): string | undefined {
  const fields = fieldsAt(timeline, due.customer, due.dueMs) ?? {};
  const acts = records.acts.filter(
    ({ customer, campaign }) =>
      (customer === due.customer || customer === '') && (campaign === due.campaign.id || campaign === ''),
  );
  const said = (kind: string) => acts.some((act) => act.kind === kind);
  const isMarketing = due.campaign.category === 'marketing';
  const asks = due.campaign.approval === 'always' || fields.approvalRequired === true;
  switch (row.state) {
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'complained':
      return isMailed || row.reason === 'went-out-by-person' || row.reason === 'taken-over'
        ? undefined
        : 'said to be mailed, and was not';
    case 'skipped':
      if (row.reason === 'where-false')
        return due.campaign.onlyProductA && fields.productA !== true ? undefined : 'skipped without cause';
      if (row.reason === 'no-consent')
        return isMarketing && fields.consent === false ? undefined : 'skipped without cause';
      if (row.reason === 'invalid-address')
        return /^[^@ ]+@[^@ ]+$/.test(String(fields.email ?? '')) ? 'skipped without cause' : undefined;
      if (row.reason === 'opted-out') return isMarketing && said('opt-out') ? undefined : 'skipped without cause';
      if (row.reason === 'suppressed')
        return records.mails.some(({ to }) => to === fields.email) ? undefined : 'skipped without cause';
      return row.reason === 'recently-sent' ? undefined : 'skipped without cause';
    case 'stopped':
      if (row.reason === 'stop-flag') return fields.stopped === true ? undefined : 'stopped without cause';
      return said('stop') ? undefined : 'stopped without cause';
    case 'rejected':
      return said('reject') ? undefined : 'rejected by nobody';
    case 'failed':
      return row.reason === 'rejected-by-ses' ? undefined : 'failed without cause';
    case 'expired':
      return asks || wasHeldUp() || wasDecidedLate() ? undefined : 'expired without cause';
    case 'cancelled':
      return row.reason === 'dropped-by-person' && (said('drop') || said('drop-run'))
        ? undefined
        : 'cancelled without cause';
    default:
      return undefined;
  }

  /** SES took nothing in the last half day of the mail's time, or less than was due all week. */
  function wasHeldUp(): boolean {
    const endMs = tokyoInstant(plusDays(row.dueOn, due.campaign.validDays + 1));
    return (
      records.isQuotaTight ||
      records.outages.some(({ fromMs, untilMs }) => fromMs < endMs && untilMs > endMs - HALF_DAY_MS)
    );
  }

  function wasDecidedLate(): boolean {
    return said('resume') || said('again') || said('release') || row.reason === 'brake';
  }
}

/** At the end nothing waits that could have left, and every run is closed. */
function leftOpen({ rows, endMs, openRuns, queued }: WeekRecords): readonly Violation[] {
  const isOver = ({ dueOn }: RowRecord) => tokyoInstant(plusDays(dueOn, 5)) < endMs;
  const open = rows.filter((row) => openStates.includes(row.state) && isOver(row));
  return [
    ...open.map(({ customer, key, state, reason }) => ({
      rule: 'left open',
      what: `${customer} ${key} ${state} ${reason}`,
    })),
    ...openRuns
      .filter((run) => tokyoInstant(run.split(' ')[1] ?? '') < endMs - 2 * 86_400_000)
      .map((run) => ({ rule: 'run left open', what: run })),
    ...(queued > 20 ? [{ rule: 'messages left', what: `${queued} messages` }] : []),
  ];
}

/** Whatever needs somebody is named, customer and campaign, in a card or a mail; a dead letter's alarm tells, too. */
function untold(records: WeekRecords, timeline: Timeline): readonly Violation[] {
  const told = readTold(records);
  const names = new Map(records.campaigns.map(({ id, name }) => [id, name]));
  const steps = new Map(records.steps.map((step) => [`${step.customer}#${step.key}#${step.state}`, step.atMs]));
  const deadNotices = records.deadLetters.filter(({ queue }) => queue === 'notice').map(({ body }) => body);
  return records.rows.filter(needsSomebody).flatMap(({ customer, key, campaign, state, reason }) => {
    const sinceMs = steps.get(`${customer}#${key}#${state}`) ?? 0;
    const customerName = String(fieldsAt(timeline, customer, records.endMs)?.name);
    const isTold = told.of({ customerName, campaignName: names.get(campaign) ?? campaign, state, sinceMs });
    const isAlarmed = deadNotices.some((body) => body.includes(`"${customer}"`) && body.includes(JSON.stringify(key)));
    return isTold || isAlarmed ? [] : [{ rule: 'nobody was told', what: `${customer} ${key} ${state} ${reason}` }];
  });
}

/** What a row says of its last attempt agrees with SES's mailbox, and no mail left when it was too old. */
function contradicted({ rows, acts, mails, campaigns }: WeekRecords): readonly Violation[] {
  const attempts = new Set(mails.map(({ customer, key, attempt }) => `${customer}#${key}#${attempt}`));
  const anyMail = new Set(mails.map(({ customer, key }) => `${customer}#${key}`));
  const said = new Set(acts.filter(({ kind }) => kind === 'again' || kind === 'drop').map(({ customer }) => customer));
  const validDays = new Map(campaigns.map((each) => [each.id, each.validDays]));
  const dueOn = new Map(rows.map((row) => [`${row.customer}#${row.key}`, row]));
  return [
    ...rows.flatMap(({ customer, key, state, reason, attempt }) => {
      const what = `${customer} ${key} ${state} ${reason} attempt ${attempt}`;
      const isSaid = mailedStates.includes(state) && reason !== 'went-out-by-person' && reason !== 'taken-over';
      if (isSaid && !attempts.has(`${customer}#${key}#${attempt}`))
        return [{ rule: 'said to be mailed, and that attempt was not', what }];
      const isUnknown = ![...mailedStates, 'uncertain', 'failed', 'sending'].includes(state);
      return anyMail.has(`${customer}#${key}`) && isUnknown && !said.has(customer)
        ? [{ rule: 'mailed, and the log knows nothing of it', what }]
        : [];
    }),
    ...mails.flatMap((mail) => {
      const row = dueOn.get(`${mail.customer}#${mail.key}`);
      const days = validDays.get(row?.campaign ?? '');
      const lastMs = row && days !== undefined ? tokyoInstant(plusDays(row.dueOn, days + 1)) : mail.atMs;
      return mail.atMs > lastMs + LAST_MINUTES_MS
        ? [{ rule: 'mailed when it was too old', what: `${mail.messageId} ${mail.subject}` }]
        : [];
    }),
  ];
}
