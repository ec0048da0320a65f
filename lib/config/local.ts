import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import type { Deployment } from './deployment.ts';

/** The stage that `npm start` runs on the laptop: a made-up company, nothing worth keeping. */
export const local: Deployment = {
  stage: {
    name: 'local',
    locale: 'ja',
    timeZone: 'Asia/Tokyo',
    consentPolicy: 'existing-customer',
    sender: {
      name: '株式会社ミナモ珈琲機器',
      email: 'info@minamo-coffee.example.jp',
      address: '〒604-0000 京都府京都市中京区水面町1-2-3 ミナモビル4階',
      contact: 'support@minamo-coffee.example.jp',
    },
    defaultChannel: 'マーケティング',
    defaultApprover: 'marketing@minamo-coffee.example.jp',
    operatorsEmail: 'platform@minamo-coffee.example.jp',
    digestAt: '08:30',
    remindApproverAfterHours: 4,
    softBounceLimit: 3,
    recordModel: defaultRecordModel,
  },
  mailDomain: 'minamo-coffee.example.jp',
  production: false,
  logRetentionDays: 7,
};
