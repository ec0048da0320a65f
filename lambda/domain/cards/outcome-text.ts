import type { Locale } from '../locale.ts';
import type { RecordModel } from '../records/record-model.ts';
import type { Reason, SendState } from '../send-log/send-state.ts';
import type { Tone } from './adaptive-card.ts';
import { fieldLabel } from './field-label.ts';
import {
  type FieldReason,
  type ReasonKind,
  reasonAdvice,
  reasonWords,
  stateAdvice,
  stateWords,
} from './outcome-words.ts';

/** A state with its reason. */
export interface Outcome {
  readonly state: SendState;
  readonly reason: Reason;
}

/** In whose words cards are written. */
export interface CardLanguage {
  readonly locale: Locale;
  readonly recordModel: RecordModel;
}

const missing = 'missing-value:';
const suspect = 'suspect-date:';

/** A state and its reason in words: 「送りませんでした：顧客の『氏名』が空です」. */
export function outcomeText({ state, reason }: Outcome, language: CardLanguage): string {
  const stateText = stateWords[state][language.locale];
  const why = reasonText(reason, language);
  return why === '' ? stateText : `${stateText}${language.locale === 'ja' ? '：' : ': '}${why}`;
}

/** A reason in words: 「顧客の『氏名』が空です」; '' where nothing needs saying. */
export function reasonText(reason: Reason, { locale, recordModel }: CardLanguage): string {
  if (namesField(reason)) {
    const label = fieldLabel(recordModel, reason.slice(reason.indexOf(':') + 1), locale);
    if (reason.startsWith(missing)) return locale === 'ja' ? `${label}が空です` : `${label} is empty`;
    return locale === 'ja' ? `${label}が仮の日付のようです` : `${label} looks made up`;
  }
  return reason === '' ? '' : reasonWords[reason][locale];
}

/** What to do about it, or ''. */
export function outcomeAdvice({ state, reason }: Outcome, { locale }: CardLanguage): string {
  const kind = kindOf(reason);
  return (kind === undefined ? undefined : reasonAdvice[kind]?.[locale]) ?? stateAdvice[state]?.[locale] ?? '';
}

/** How a person should feel about it: `attention` = something went wrong, `warning` = somebody is needed. */
export function outcomeTone({ state, reason }: Outcome): Tone {
  switch (state) {
    case 'sent':
    case 'delivered':
      return 'good';
    case 'failed':
    case 'bounced':
    case 'complained':
    case 'uncertain':
    case 'expired':
      return 'attention';
    case 'stopped':
    case 'awaiting-approval':
    case 'rejected':
    case 'waiting':
      return 'warning';
    case 'skipped':
      return needsData(reason) ? 'attention' : 'default';
    case 'cancelled':
      return reason === 'record-missing' ? 'warning' : 'default';
    default:
      return 'default';
  }
}

/** Reads a run's count name, `state` or `state:reason`; undefined when it is neither. */
export function readOutcome(name: string): Outcome | undefined {
  const colon = name.indexOf(':');
  const state = colon === -1 ? name : name.slice(0, colon);
  const reason = colon === -1 ? '' : name.slice(colon + 1);
  return isState(state) && isReason(reason) ? { state, reason } : undefined;
}

/** True for a word of the send log's states. */
export function isState(word: string): word is SendState {
  return Object.hasOwn(stateWords, word);
}

/** True for a word of the send log's reasons. */
export function isReason(word: string): word is Reason {
  const isKind = word !== 'missing-value' && word !== 'suspect-date' && Object.hasOwn(reasonWords, word);
  return word === '' || word.startsWith(missing) || word.startsWith(suspect) || isKind;
}

function needsData(reason: Reason): boolean {
  return reason === 'invalid-address' || reason === 'record-missing' || namesField(reason);
}

function kindOf(reason: Reason): ReasonKind | undefined {
  if (namesField(reason)) return reason.startsWith(missing) ? 'missing-value' : 'suspect-date';
  return reason === '' ? undefined : reason;
}

function namesField(reason: Reason): reason is FieldReason {
  return reason.startsWith(missing) || reason.startsWith(suspect);
}
