import type { CardSetting } from '../../../lambda/domain/cards/card-setting.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';

/** A Japanese stage's cards. */
export const ja: CardSetting = { locale: 'ja', name: 'prod', recordModel: defaultRecordModel };
/** An English stage's cards. */
export const en: CardSetting = { ...ja, locale: 'en' };
