import type { LocalizedText } from '../locale.ts';
import { findType, type RecordModel } from '../records/record-model.ts';
import { fieldsNamed, keyName } from './field-names.ts';

/** What a trigger leads to. */
export interface Reachable {
  readonly model: RecordModel;
  /** Types on the trigger's path, the customer among them. */
  readonly types: readonly string[];
  readonly hasEvent: boolean;
}

/** Why a name that people may well write does not exist here; undefined when there is nothing to explain. */
export function explainUnknown(name: string, { model, types, hasEvent }: Reachable): LocalizedText | undefined {
  const [first = ''] = name.split(/[./]/);
  if (first === 'event' && !hasEvent) {
    return {
      ja: `${name} は、trigger が event のときだけ使えます。`,
      en: `${name} exists only when the trigger is an event.`,
    };
  }
  const type = findType(model, first);
  const [named] = type === undefined ? fieldsNamed(name, model) : [];
  const wanted = type ?? named?.type;
  if (wanted !== undefined && !types.includes(wanted.type)) {
    return {
      ja: `${name} は、この trigger からはたどれません。使えるのは ${types.join('、')} です。`,
      en: `${name} cannot be reached from this trigger. There are ${types.join(', ')}.`,
    };
  }
  const here = fieldsNamed(
    name,
    model.filter((each) => types.includes(each.type) && each.type !== 'customer'),
  );
  if (type !== undefined || here.length === 0) return undefined;
  return {
    ja: `${name} は ${here.map(keyName).join(' か ')} と書いてください。`,
    en: `Write ${here.map(keyName).join(' or ')} instead of ${name}.`,
  };
}
