import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { plainText } from './card-text.ts';

/** A campaign's file is gone from the bucket: it mails nobody any more. */
export function withdrawnCard(campaign: string, setting: CardSetting): CardPayload {
  const isJa = setting.locale === 'ja';
  const title = isJa ? `取り下げました：${plainText(campaign)}` : `Withdrawn: ${plainText(campaign)}`;
  const line = isJa
    ? 'ファイルが削除されたため、このキャンペーンはもう送りません。送信の記録は残ります。'
    : 'Its file was deleted, so it mails nobody any more. What it sent stays on record.';
  return toPayload({ title, body: [cardHead({ title, line, tone: 'warning' }), cardFoot(setting.name)] });
}
