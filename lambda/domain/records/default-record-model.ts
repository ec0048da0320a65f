import type { FieldKind, FieldModel, RecordModel } from './record-model.ts';

function field(key: string, labels: readonly string[], kind: FieldKind = 'text'): FieldModel {
  return { key, labels, kind };
}

function reference(key: string, target: string, labels: readonly string[]): FieldModel {
  return { key, labels, kind: 'reference', target };
}

/** The record types every stage starts from; a stage's configuration adds to them. */
export const defaultRecordModel: RecordModel = [
  {
    type: 'customer',
    labels: ['顧客'],
    files: ['customers', '顧客マスタ', '顧客マスター'],
    idLabels: ['顧客ID', 'ID'],
    fields: [
      field('company', ['会社名', '顧客名', 'タイトル']),
      field('name', ['氏名']),
      field('email', ['顧客メールアドレス', 'メールアドレス'], 'email'),
      field('owner.name', ['担当者']),
      field('owner.email', ['担当者メールアドレス'], 'email'),
      { ...field('birthday', ['誕生日'], 'date'), isBirthday: true },
      field('lastPurchase', ['最終購入日'], 'date'),
      field('contractEnd', ['契約終了日'], 'date'),
      field('contractStatus', ['契約状態', 'ContractStatus']),
      field('productA', ['製品A購入フラグ'], 'boolean'),
      field('stopped', ['自動メール停止フラグ'], 'boolean'),
      field('approvalRequired', ['手動承認必要フラグ'], 'boolean'),
      field('consent', ['配信同意'], 'boolean'),
      field('crmUrl', ['CRMリンク'], 'url'),
      field('note', ['備考']),
      field('lastSent.birthday', ['最終メール送信日(誕生日)'], 'date'),
      field('lastSent.purchase', ['最終メール送信日(購入記念日)'], 'date'),
    ],
  },
  {
    type: 'contract',
    labels: ['契約'],
    files: ['contracts', '契約'],
    idLabels: ['契約ID'],
    fields: [
      reference('customer', 'customer', ['顧客ID']),
      field('name', ['契約名']),
      field('endDate', ['契約終了日'], 'date'),
      field('status', ['契約状態']),
    ],
  },
  {
    type: 'purchase',
    labels: ['購入'],
    files: ['purchases', '購入', '購入履歴'],
    idLabels: ['購入ID'],
    fields: [
      reference('customer', 'customer', ['顧客ID']),
      field('product', ['製品名']),
      field('date', ['購入日'], 'date'),
    ],
  },
  {
    type: 'program',
    labels: ['プログラム'],
    files: ['programs', 'プログラム', 'プログラム内容'],
    idLabels: ['プログラムID'],
    fields: [field('name', ['プログラム名']), reference('next', 'delivery', ['次回配信'])],
  },
  {
    type: 'delivery',
    labels: ['配信'],
    files: ['deliveries', '配信', '配信スケジュール'],
    idLabels: ['配信ID'],
    fields: [
      reference('program', 'program', ['プログラムID']),
      field('date', ['配信日'], 'date'),
      field('title', ['件名']),
      field('content', ['配信内容']),
    ],
  },
  {
    type: 'enrolment',
    labels: ['受講'],
    files: ['enrolments', '受講', '購入者管理'],
    idLabels: ['購入ID'],
    fields: [
      reference('customer', 'customer', ['顧客ID']),
      reference('program', 'program', ['プログラムID', '購入プログラム']),
      field('date', ['購入日'], 'date'),
    ],
  },
];
