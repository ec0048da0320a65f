import { mailDigest, unsubscribePlaceholder } from '../../../lambda/domain/approval/mail-digest.ts';
import { standingApproval } from '../../../lambda/domain/approval/standing-approval.ts';
import type { OutgoingMail } from '../../../lambda/domain/message/outgoing-mail.ts';
import { type SendRow, sendName } from '../../../lambda/domain/send-log/send-row.ts';

/** How things stand at a moment. `tick` counts what has happened. */
export interface Standing {
  readonly tick: number;
  /** By customer. */
  readonly fields: ReadonlyMap<string, Readonly<Record<string, string | boolean>>>;
  /** Whether a campaign is enabled, by its id. */
  readonly live: ReadonlyMap<string, boolean>;
}

/** A mail as it is handed over: `then` is how things stood when its sender began, `noes` what was said at which tick. */
export interface HandedMail {
  readonly mail: OutgoingMail;
  readonly row: SendRow;
  readonly noes: ReadonlyMap<string, number>;
  readonly then: Standing;
  readonly now: Standing;
}

/** Why the mail should not have been handed over; nothing when all is well. */
export function whatIsWrong({ mail, row, noes, then, now }: HandedMail): readonly string[] {
  const broken: string[] = [];
  const name = sendName(row);
  const wrong = (what: string) => broken.push(what);
  if (mail.tags.attempt !== String(row.attempt)) wrong('its feedback will not find it');
  const isMarketing = row.campaign !== 'renewal';
  const said = [
    `stop ${name}`,
    `reject ${name}`,
    `went-out ${name} ${row.date}`,
    `dropped ${name} ${row.date}`,
    `bounce ${row.customer}`,
    `complaint ${row.customer} ${row.campaign}`,
  ];
  if (isMarketing) said.push(`optOut ${row.customer}`, `complaint ${row.customer}`);
  for (const no of said) if ((noes.get(no) ?? Number.POSITIVE_INFINITY) < then.tick) wrong(`mailed after ${no}`);
  const always = (holds: (each: Standing) => boolean) => holds(then) && holds(now);
  if (always((each) => each.fields.get(row.customer)?.stopped === true)) wrong('mailed with the stop flag');
  if (always((each) => each.live.get(row.campaign) === false)) wrong('mailed by a disabled campaign');
  const field = row.campaign === 'ending' ? 'contractEnd' : 'birthday';
  if (always((each) => String(each.fields.get(row.customer)?.[field]).slice(5) !== row.date.slice(5)))
    wrong('date has moved');
  if (row.campaign !== 'renewal' && !always((each) => each.fields.get(row.customer)?.approvalRequired === true))
    return broken;
  const shown = (text: string) => text.replaceAll(`https://pages.example.jp/u/${row.customer}`, unsubscribePlaceholder);
  const digest = mailDigest({ ...mail, html: shown(mail.html), text: shown(mail.text) });
  if (standingApproval(row)?.digest !== digest) wrong('mailed without approval of this mail');
  return broken;
}
