import type { LocalizedText } from '../locale.ts';
import { findType, type RecordModel } from '../records/record-model.ts';

/** Why a name that exists for other triggers does not exist for this one; undefined when there is nothing to explain. */
export function explainUnknown(name: string, model: RecordModel, types: readonly string[]): LocalizedText | undefined {
  const [first = ''] = name.split(/[./]/);
  if (first === 'event') {
    return {
      ja: `${name} は、trigger が event のときだけ使えます。`,
      en: `${name} exists only when the trigger is an event.`,
    };
  }
  const type = findType(model, first);
  if (type === undefined || types.includes(type.type)) return undefined;
  return {
    ja: `${name} は、この trigger からはたどれません。使えるのは ${types.join('、')} です。`,
    en: `${name} cannot be reached from this trigger. There are ${types.join(', ')}.`,
  };
}
