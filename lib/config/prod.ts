import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import type { Deployment } from './deployment.ts';

/** The production stage. An example: put your own company in before `npm run deploy`. */
export const prod: Deployment = {
  stage: {
    name: 'prod',
    // Language of the Teams cards, reports and error messages: ja or en.
    locale: 'ja',
    // The calendar in which imported date-times become dates.
    timeZone: 'Asia/Tokyo',
    // What an empty 配信同意 means for marketing mail. "required": no mail. "existing-customer": mail until somebody
    // says no, which the law allows only in an existing business relationship; ask your lawyer before changing it.
    consentPolicy: 'required',
    // Shown at the foot of every marketing mail. The address must be in mailDomain.
    sender: {
      name: '株式会社サンプル',
      email: 'news@mail.example.co.jp',
      address: '〒100-0000 東京都千代田区見本町1-1-1',
      contact: 'https://www.example.co.jp/contact',
    },
    // A name among the "channels" of the Teams secret.
    defaultChannel: 'marketing',
    defaultApprover: 'marketing-lead@example.co.jp',
    // Told by mail when an alarm goes off (AWS asks this address once to confirm) or Teams takes no cards.
    operatorsEmail: 'platform@example.co.jp',
    // To add fields or record types: [...defaultRecordModel, { type: 'seminar', … }].
    digestAt: '08:30',
    remindApproverAfterHours: 4,
    softBounceLimit: 3,
    // A run with far more mails than its campaign's earlier ones waits for a person. These are the defaults: five times
    // the largest of the last 30 runs, never below 200; up to 10,000 while there are not yet five runs to go by.
    // brake: { factor: 5, floor: 200, firstRun: 10_000, runs: 30, atLeast: 5 },
    // A file that would change so much of what is stored waits for a person: names or addresses of known customers; of a
    // file that is the whole, records that would go; ids of customers who have others already. Shares are from 0 to 1. These are the defaults.
    // importGuard: { changedShare: 0.02, removedShare: 0.05, renumberedShare: 0.5, atLeast: 3 },
    // How long the send log remembers a mail after its due day, in days: at least 400, 800 unless told.
    // retention: { sendLogDays: 800 },
    // Where several stages share an AWS account: this one's part of its sending rate and 24-hour quota.
    // sendShare: 0.5,
    // While the account is in the SES sandbox, all mails wait. A stage that mails only verified addresses sends with
    // sendInSandbox: true,
    recordModel: defaultRecordModel,
  },
  // Verified by the DNS records that the data stack prints. Use a subdomain of its own for mail: its reputation is apart.
  mailDomain: 'mail.example.co.jp',
  production: true,
  logRetentionDays: 90,
  // Further AWS accounts whose systems may put events on this stage's bus; those of its own account always may.
  // eventSources: ['210987654321'],
  // Pin both so that a deploy with the wrong credentials fails; without them, those of the credentials are used.
  // account: '123456789012',
  // region: 'ap-northeast-1',
};
