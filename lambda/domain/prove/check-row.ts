import { standingApproval } from '../approval/standing-approval.ts';
import type { Campaign, CampaignVersion } from '../campaign/campaign.ts';
import { isReason, isState } from '../cards/outcome-text.ts';
import { isYes, type StoredRecord } from '../records/record.ts';
import { dueInstantMs } from '../send-log/due-instant.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { SendState } from '../send-log/send-state.ts';
import { expiryMs } from '../send-log/validity.ts';
import { type Finding, finding } from './finding.ts';
import { type RefusalHistory, refusalAt } from './refusal-history.ts';

/** A row and all that can be known about it now. */
export interface RowFacts {
  readonly row: SendRow;
  /** The version that the row names; undefined when it is not kept. */
  readonly version: CampaignVersion | undefined;
  readonly customer: StoredRecord | undefined;
  /** Of the customer. */
  readonly own: RefusalHistory | undefined;
  /** Of the address that the customer has now. */
  readonly ofAddress: RefusalHistory | undefined;
  /** A person has dropped or released the run that the row was part of. */
  readonly runDecided: boolean;
  readonly nowMs: number;
}

/** Clocks of different machines differ. */
const CLOCK_TOLERANCE_MS = 60_000;
/** Sweep comes by every few minutes; what it has not seen to in an hour, it has missed. */
const SWEPT_WITHIN_MS = 60 * 60_000;

const leftStates: readonly SendState[] = ['sent', 'delivered', 'bounced', 'complained'];
const mailStates: readonly SendState[] = [...leftStates, 'sending', 'uncertain'];

/** Checks one row by itself against what is promised of it. */
export function checkRow(facts: RowFacts): readonly Finding[] {
  const { row } = facts;
  if (!isState(row.state) || !isReason(row.reason)) {
    return [finding('unknown-word', row, { state: row.state, reason: row.reason })];
  }
  // What an earlier system sent, it sent by its own rules.
  if (row.reason === 'taken-over') return [];
  return [...checkOpen(facts), ...checkPerson(facts), ...(mailStates.includes(row.state) ? checkMailed(facts) : [])];
}

function checkOpen({ row, version, nowMs }: RowFacts): readonly Finding[] {
  const { state, reason, at } = row;
  const sinceMs = nowMs - Date.parse(at);
  if (state === 'uncertain') return [finding('uncertain', row, { reason, at })];
  if (state === 'sending') return sinceMs > SWEPT_WITHIN_MS ? [finding('overdue', row, { state, at })] : [];
  if (state !== 'planned' && state !== 'waiting' && state !== 'awaiting-approval') return [];
  const expiredMs = version && expiryMs(version.campaign, row.dueOn);
  if (expiredMs === undefined || nowMs <= Math.max(expiredMs, Date.parse(at)) + SWEPT_WITHIN_MS) return [];
  return [finding('overdue', row, { state, reason, until: new Date(expiredMs).toISOString() })];
}

/** What a person decided names the person. */
function checkPerson({ row, runDecided }: RowFacts): readonly Finding[] {
  const { state, reason, decisions = [] } = row;
  const said = {
    'went-out-by-person': 'went-out',
    'again-by-person': 'again',
    'dropped-by-person': 'dropped',
    'approval-rejected': 'rejected',
  };
  const wanted = Object.entries(said).find(([word]) => word === reason)?.[1];
  if (wanted === undefined || (reason === 'dropped-by-person' && runDecided)) return [];
  const isNamed = decisions.some(({ decision, by }) => decision === wanted && by.trim() !== '');
  return isNamed ? [] : [finding('no-person', row, { state, reason })];
}

function checkMailed(facts: RowFacts): readonly Finding[] {
  const { row, version, customer } = facts;
  const gone = customer === undefined ? [finding('customer-gone', row, { state: row.state })] : [];
  if (version === undefined) return [...gone, finding('version-missing', row, { version: row.version })];
  const { campaign } = version;
  return [
    ...gone,
    ...checkAttempts(facts),
    ...(row.sentAt === undefined
      ? []
      : [...checkTime(row, campaign, row.sentAt), ...checkNo(facts, campaign, row.sentAt)]),
    ...checkApproval(facts, campaign),
  ];
}

function checkAttempts({ row }: RowFacts): readonly Finding[] {
  const { state, reason, attempt, sentAt, decisions = [] } = row;
  // A person may know of a mail of which the log, restored, knows nothing.
  if (leftStates.includes(state) && sentAt === undefined && reason !== 'went-out-by-person') {
    const isSettled = decisions.some(({ decision }) => decision === 'went-out');
    return isSettled ? [] : [finding('no-attempt', row, { state, attempt })];
  }
  const again = decisions.filter(({ decision }) => decision === 'again').length;
  return attempt > again + 1 ? [finding('several-attempts', row, { attempt, again })] : [];
}

function checkTime(row: SendRow, campaign: Campaign, sentAt: string): readonly Finding[] {
  const sentMs = Date.parse(sentAt);
  const dueMs = dueInstantMs(campaign, row);
  const untilMs = expiryMs(campaign, row.dueOn);
  if (sentMs < dueMs - CLOCK_TOLERANCE_MS) {
    return [finding('sent-early', row, { sentAt, due: new Date(dueMs).toISOString() })];
  }
  if (sentMs >= untilMs + CLOCK_TOLERANCE_MS) {
    return [finding('sent-late', row, { sentAt, until: new Date(untilMs).toISOString() })];
  }
  return [];
}

/** The mail went by what is in the way of it now, unless that may have come later. */
function checkNo({ row, customer, own, ofAddress }: RowFacts, campaign: Campaign, sentAt: string): readonly Finding[] {
  const isUnchanged = wasSoThen(customer, sentAt);
  const byCustomer = own && refusalAt(own, campaign, sentAt);
  const byAddress = ofAddress && refusalAt(ofAddress, campaign, sentAt);
  // The address may be a new one.
  const found = [byCustomer, byAddress && { ...byAddress, sure: byAddress.sure && isUnchanged }];
  const refusals = found.filter((each) => each !== undefined);
  const worst = refusals.find(({ sure }) => sure) ?? refusals[0];
  const isStopped = isUnchanged && isYes(customer, 'stopped');
  return [
    ...(worst === undefined
      ? []
      : [finding(worst.sure ? 'refused-and-mailed' : 'refused-meanwhile', row, { ...said(worst), sentAt })]),
    ...(isStopped ? [finding('stopped-and-mailed', row, { sentAt })] : []),
  ];
}

function said({ what, since }: { readonly what: string; readonly since: string }) {
  return { refusal: what, since };
}

function checkApproval({ row, customer }: RowFacts, { approval }: Campaign): readonly Finding[] {
  const isAsked = approval === 'always' || (approval === 'flagged' && isYes(customer, 'approvalRequired'));
  const standing = standingApproval(row);
  if (!isAsked || (standing !== undefined && standing.digest !== '')) return [];
  const isSure = approval === 'always' || (row.sentAt !== undefined && wasSoThen(customer, row.sentAt));
  return [finding(isSure ? 'no-approval' : 'approval-unknown', row, { approval, sentAt: row.sentAt ?? '' })];
}

function wasSoThen(record: StoredRecord | undefined, instant: string): boolean {
  return record?.changedAt !== undefined && Date.parse(record.changedAt) <= Date.parse(instant) - CLOCK_TOLERANCE_MS;
}
