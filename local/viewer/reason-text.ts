import { type FieldReason, reasonWords } from '../../lambda/domain/cards/outcome-words.ts';
import type { LocalizedText } from '../../lambda/domain/locale.ts';
import { findFields, findType, type RecordModel } from '../../lambda/domain/records/record-model.ts';
import type { Reason } from '../../lambda/domain/send-log/send-state.ts';

/** A send's reason in plain words; '' where there is none. */
export function reasonText(reason: Reason, model: RecordModel): LocalizedText {
  if (reason === '') return { ja: '', en: '' };
  if (!namesField(reason)) return reasonWords[reason];
  const field = reason.slice(reason.indexOf(':') + 1);
  const label = labelOf(field, model);
  if (isMissing(reason)) return { ja: `「${label}」が空です`, en: `“${field}” is empty` };
  return { ja: `「${label}」が仮の日付のようです`, en: `“${field}” looks made up` };
}

function namesField(reason: Reason): reason is FieldReason {
  return isMissing(reason) || reason.startsWith('suspect-date:');
}

function isMissing(reason: Reason): reason is `missing-value:${string}` {
  return reason.startsWith('missing-value:');
}

/** `name` is the customer's, `delivery.title` another record's. */
function labelOf(field: string, model: RecordModel): string {
  const [first = '', ...rest] = field.split('.');
  const named = model.find(({ type }) => type === first);
  const type = named ?? findType(model, 'customer');
  const label = type && findFields(type, named ? rest.join('.') : field)[0]?.labels[0];
  return label ?? field;
}
