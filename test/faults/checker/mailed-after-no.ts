import type { ActRecord, CampaignRecord, MailRecord, WeekRecords } from '../records.ts';
import { heldThroughout, type Timeline, wasEnabledThroughout } from './timeline.ts';
import type { Violation } from './violation.ts';

/** A function may know the manifest for a second; clocks of functions differ. */
const MANIFEST_MS = 2_000;

/** No mail leaves whose sender began after a "no" had been said, nor one that somebody has to approve and did not. */
export function mailedAfterNo(records: WeekRecords, timeline: Timeline): readonly Violation[] {
  const campaigns = new Map(records.campaigns.map((each) => [each.id, each]));
  const acts = Map.groupBy(records.acts, ({ customer }) => customer);
  return records.mails.flatMap((mail) => {
    const campaign = campaigns.get(mail.key.split('#')[0] ?? '');
    if (campaign === undefined) return [{ rule: 'unknown campaign', what: mail.key }];
    const own = acts.get(mail.customer) ?? [];
    return whyNot(mail, campaign, own, timeline).map((rule) => ({
      rule,
      what: `${mail.messageId} ${mail.subject} (${mail.customer} ${mail.key})`,
    }));
  });
}

function whyNot(
  mail: MailRecord,
  campaign: CampaignRecord,
  acts: readonly ActRecord[],
  timeline: Timeline,
): readonly string[] {
  const during = [mail.senderBeganMs, mail.atMs] as const;
  const throughout = (holds: (fields: Readonly<Record<string, unknown>>) => boolean) =>
    heldThroughout(timeline, mail.customer, during, holds);
  const about = acts.filter(({ key, campaign: id, date, offset }) =>
    key === undefined ? id === campaign.id && mail.subject.includes(`${date} ${offset}`.trim()) : key === mail.key,
  );
  const why: string[] = [];
  if (campaign.category === 'marketing' && stands(acts, 'opt-out', 'opt-in', mail)) why.push('mailed after opt-out');
  if (stands(about, 'stop', 'resume', mail)) why.push('mailed after stop');
  if (stands(about, 'reject', '', mail)) why.push('mailed after rejection');
  if (throughout(({ stopped }) => stopped === true)) why.push('mailed with the stop flag');
  if (throughout(({ consent }) => consent === false) && campaign.category === 'marketing')
    why.push('mailed without consent');
  if (throughout(({ productA }) => productA !== true) && campaign.onlyProductA)
    why.push('mailed though `where` is false');
  if (wasEnabledThroughout(timeline, campaign.id, [during[0] - MANIFEST_MS, during[1]], false))
    why.push('mailed by a campaign that is off');
  if (throughout(({ email }) => email !== mail.to)) why.push('mailed to another address');
  if (
    !throughout((fields) => !isElsewhere(campaign, fields, mail)) &&
    throughout((fields) => isElsewhere(campaign, fields, mail))
  )
    why.push('mailed though its date has moved');
  const mustAsk = campaign.approval === 'always' || throughout(({ approvalRequired }) => approvalRequired === true);
  const isApproved = about.some(
    ({ kind, subject, fromMs }) => kind === 'approve' && subject === mail.subject && fromMs <= mail.atMs,
  );
  if (mustAsk && !isApproved) why.push('mailed without approval');
  return why;
}

/** Whether the last word that came through before the sender began was the "no". */
function stands(acts: readonly ActRecord[], no: string, yes: string, { senderBeganMs }: MailRecord): boolean {
  return acts.some(
    ({ kind, doneMs, fromMs }) =>
      kind === no &&
      doneMs !== undefined &&
      doneMs < senderBeganMs &&
      !acts.some((other) => other.kind === yes && other.fromMs >= fromMs && other.fromMs < senderBeganMs + 60_000),
  );
}

function isElsewhere(
  { occasion }: CampaignRecord,
  fields: Readonly<Record<string, unknown>>,
  mail: MailRecord,
): boolean {
  if (!('field' in occasion)) return false;
  const stored = String(fields[occasion.field]);
  if (occasion.kind !== 'yearly') return !mail.subject.includes(stored);
  const monthDay = stored.slice(5);
  return !mail.subject.includes(`-${monthDay}`) && monthDay !== '02-29';
}
