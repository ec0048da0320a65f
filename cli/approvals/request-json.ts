import { campaignName } from '../../lambda/domain/pages/request-view.ts';
import { textOf } from '../../lambda/domain/records/record.ts';
import type { ApprovalRequest } from '../../lambda/use-cases/approval-request.ts';
import { requestId } from './request-id.ts';

/** A request in a list, as scripts read it. */
export function requestLine(request: ApprovalRequest) {
  const { row, customer, approver, untilMs, mail, digest, blocked } = request;
  return {
    id: requestId(row),
    customer: row.customer,
    customerName: textOf(customer, 'name'),
    campaign: row.campaign,
    campaignName: campaignName(request),
    subject: mail?.subject ?? '',
    due: row.dueOn,
    approver,
    until: new Date(untilMs).toISOString(),
    digest,
    ...(blocked && { blocked }),
  };
}

/** A request with its mail and facts, as scripts read it. */
export function requestJson(request: ApprovalRequest) {
  const { row, mail, facts, uploadedBy } = request;
  const shown = mail && {
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
  };
  return {
    ...requestLine(request),
    state: row.state,
    decisions: row.decisions ?? [],
    ...(uploadedBy !== undefined && { uploadedBy }),
    ...(shown && { mail: shown }),
    facts,
  };
}
