import { localDate, localTime } from '../../lambda/domain/calendar/zone.ts';
import type { Mailbox } from '../../lambda/domain/message/outgoing-mail.ts';
import { campaignName, customerName } from '../../lambda/domain/pages/request-view.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { ApprovalRequest } from '../../lambda/use-cases/approval-request.ts';
import { toTable } from '../../local/run/to-table.ts';
import { terminalLine, terminalText } from '../terminal-text.ts';
import { requestId } from './request-id.ts';

type Place = Pick<StageConfig, 'timeZone'>;

const oneMinuteMs = 60_000;

/** The pending requests as a table. */
export function requestTable(requests: readonly ApprovalRequest[], { timeZone }: Place): string {
  if (requests.length === 0) return 'Nothing waits for approval.';
  const rows = requests.map((request) => [
    requestId(request.row),
    `${customerName(request)} (${request.row.customer})`,
    campaignName(request),
    request.mail?.subject ?? '',
    request.row.dueOn,
    request.approver.name || request.approver.email,
    untilText(request.untilMs, timeZone),
  ]);

  const head = ['id', 'customer', 'campaign', 'subject', 'due', 'approver', 'until'];
  return toTable(
    head,
    rows.map((row) => row.map((cell) => terminalLine(cell.replaceAll(/\s+/g, ' ')))),
  );
}

/** All that a person should see before they decide: who asks, the mail as it would leave, the facts, the digest. */
export function requestText(request: ApprovalRequest, { timeZone }: Place): string {
  const { row, mail, facts, approver, untilMs, digest, uploadedBy } = request;
  const about = [
    `Request ${requestId(row)}: ${campaignName(request)} → ${customerName(request)} (${row.customer})`,
    `Due:      ${row.dueOn}`,
    `Approver: ${mailboxText({ name: approver.name, address: approver.email })}`,
    `Until:    ${untilText(untilMs, timeZone)} (${timeZone})`,
    ...(uploadedBy === undefined ? [] : [`Uploaded: ${uploadedBy.join(', ')}`]),
  ];
  const head = mail && [
    `From:     ${mailboxText(mail.from)}`,
    `To:       ${mailboxText(mail.to)}`,
    ...(mail.replyTo === undefined ? [] : [`Reply-To: ${mailboxText(mail.replyTo)}`]),
    `Subject:  ${mail.subject}`,
  ];
  const lines = [
    ...about.map(terminalLine),
    '',
    ...(head ?? ['There is no mail to show.']).map(terminalLine),
    ...(mail ? ['', terminalText(mail.text.trimEnd())] : []),
    '',
    ...facts.map(({ label, value }) => terminalLine(`${label}: ${value}`)),
    `Digest: ${digest}`,
  ];
  return lines.join('\n');
}

/** The last minute before an instant: whoever reads 00:00 takes it for the night after. */
function untilText(untilMs: number, timeZone: string): string {
  const lastMs = untilMs - oneMinuteMs;
  return `${localDate(lastMs, timeZone)} ${localTime(lastMs, timeZone)}`;
}

function mailboxText({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`;
}
